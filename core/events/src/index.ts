export type { Content, EventRange, Events, InsideSubscriber, Notification, Sink, Status, StoredSubscription, Subscriptions } from './contract.ts'
