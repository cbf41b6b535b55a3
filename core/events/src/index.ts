export type { Content, EventRange, Events, InsideSubscriber, Notification, Sink, Status, StoredSubscription, Subscriptions } from './contract.ts'
export { startEvents, type EventsOptions } from './events.ts'
export type { Pace } from './ports.ts'
export { topics, type Topic } from './topics.ts'
