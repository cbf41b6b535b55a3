import type { Resource } from '@steckwerk/fhir'
import { timeOrderedId } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import type { Content, Notification, Status } from './contract.ts'
import type { EventRow } from './rows.ts'

export type NotificationType = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event'

/** A Subscription as a notification names it. */
export interface Told {
  readonly id: string
  readonly status: Status
  readonly topic: string
  /** Number of its newest event. */
  readonly last: number
  readonly reason?: string | null
}

/** What of the events may be seen: as it is now, what is gone by what it was. */
export interface Visible {
  /** By `Type/id`; without a text where it is gone. */
  readonly rows: ReadonlyMap<string, Stored>
  /** Hashes of the Patients concerned. */
  readonly patients: ReadonlySet<bigint>
}

export const eventKey = ({ type, id }: Pick<EventRow, 'type' | 'id'>): string => `${type}/${id}`

/** What of the events' resources is among the rows that were found. */
export function visibleOf(events: readonly EventRow[], found: ReadonlyMap<string, Stored>): Visible {
  const rows = new Map(events.flatMap((event) => {
    const row = found.get(eventKey(event))
    return row === undefined ? [] : [[eventKey(event), row]]
  }))
  return { rows, patients: new Set(rows.values().map(({ patient }) => patient).filter((patient) => patient !== undefined)) }
}

function profile(name: string): { readonly profile: readonly string[] } {
  return { profile: [`http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/${name}`] }
}

/** The SubscriptionStatus, in R4 a Parameters. `silent`: names no topic, as notifications without content should not.
 *  Source: Subscriptions R5 Backport 1.1, backport-subscription-status-r4. */
export function statusParameters(
  told: Told, base: string, type: NotificationType, events: readonly (EventRow & { readonly focus: string | undefined })[] = [], silent = false,
): Resource {
  return {
    resourceType: 'Parameters',
    id: timeOrderedId(),
    meta: profile('backport-subscription-status-r4'),
    parameter: [
      { name: 'subscription', valueReference: { reference: `${base}/Subscription/${told.id}` } },
      ...(!silent && /^(?:https?|urn):/.test(told.topic) ? [{ name: 'topic', valueCanonical: told.topic }] : []),
      { name: 'status', valueCode: told.status },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(told.last) },
      ...events.map((event) => ({
        name: 'notification-event',
        part: [
          { name: 'event-number', valueString: String(event.number) },
          { name: 'timestamp', valueInstant: event.at.toISOString() },
          ...(event.focus === undefined ? [] : [{ name: 'focus', valueReference: { reference: event.focus } }]),
        ],
      })),
      ...(told.reason === null || told.reason === undefined ? [] : [{ name: 'error', valueCodeableConcept: { text: told.reason } }]),
    ],
  } as unknown as Resource
}

const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const

/** A notification: status first, then what the content asks for. What may not be seen is left out; its event keeps its number.
 *  Source: Subscriptions R5 Backport 1.1, backport-subscription-notification-r4. */
export function notification(options: {
  readonly told: Told
  readonly base: string
  readonly type: NotificationType
  readonly content: Content
  readonly now: Date
  readonly events?: readonly EventRow[]
  readonly visible?: Visible
}): Notification {
  const { told, base, type, content, now, events = [], visible } = options
  const shown = events.map((event) => ({ ...event, focus: content !== 'empty' && visible?.rows.has(eventKey(event)) === true ? `${base}/${eventKey(event)}` : undefined }))
  const last = new Map(shown.filter(({ focus }) => focus !== undefined).map((event) => [eventKey(event), event]))
  const entries = content !== 'full-resource' ? [] : [...last.values()].map((event) => {
    const row = visible?.rows.get(eventKey(event))
    const isGone = row?.text === undefined
    const method = isGone ? 'DELETE' : methods[event.interaction]
    return {
      fullUrl: `${base}/${eventKey(event)}`,
      ...(isGone ? {} : { resource: JSON.parse(row.text) as Resource }),
      request: { method, url: method === 'POST' ? event.type : eventKey(event) },
      response: { status: method === 'POST' ? '201' : '200', ...(isGone ? {} : { etag: `W/"${row.version}"`, lastModified: new Date(row.lastUpdated).toISOString() }) },
    }
  })
  const status = statusParameters(told, base, type, shown, content === 'empty')
  return {
    resourceType: 'Bundle',
    id: timeOrderedId(),
    meta: profile('backport-subscription-notification-r4'),
    type: 'history',
    timestamp: now.toISOString(),
    entry: [
      { fullUrl: `urn:uuid:${status.id!}`, resource: status, request: { method: 'GET', url: `Subscription/${told.id}/$status` }, response: { status: '200' } },
      ...entries,
    ],
  } as unknown as Notification
}
