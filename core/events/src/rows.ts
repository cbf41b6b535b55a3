import { sql, type Sql } from '@steckwerk/kernel'
import type { Status } from './contract.ts'

/** A row of st.subscription. */
export interface SubscriptionRow {
  readonly id: string
  readonly version: number
  readonly updated_at: Date
  readonly status: Status
  readonly reason: string | null
  readonly channel: 'rest-hook' | 'websocket' | 'inside'
  readonly actor: string
  readonly client: string | null
  readonly view: string | null
  readonly content: string
  readonly secrets: Buffer | null
  readonly ends_at: Date | null
  readonly last: number
  readonly delivered: number
  readonly tried: number
  readonly failing_since: Date | null
  readonly next_try: Date | null
  readonly sent_at: Date | null
}

export const columns: Sql = sql`id, version, updated_at, status, reason, channel, actor, client, view, content, secrets, ends_at, last, delivered, tried, failing_since, next_try, sent_at`

/** A row of st.subscription_event. */
export interface EventRow {
  readonly number: number
  readonly at: Date
  readonly topic: string
  readonly type: string
  readonly id: string
  readonly interaction: 'create' | 'update' | 'delete'
}

export const eventColumns: Sql = sql`number, at, topic, type, id, interaction`

/** What channel.header is sealed for. */
export const secretsContext = (id: string): string => `subscription ${id}`

/** Tells the hub that matches, in the order of commits, that Subscriptions are others now. */
export const changedTopic = 'events.changed'
/** Tells hubs with websockets that events were numbered. */
export const arrivedTopic = 'events.arrived'
