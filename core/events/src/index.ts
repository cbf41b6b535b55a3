export type { Content, EventRange, Events, InsideSubscriber, Notification, Sink, Status, StoredSubscription, SubscriptionFilter, Subscriptions } from './contract.ts'
export { startEvents, type EventsOptions } from './events.ts'
export type { Pace } from './ports.ts'
export { topics, type Topic } from './topics.ts'
