import type { EventRow, SubscriptionRow } from './rows.ts'

/** What is known of an active Subscription between its notifications: whoever numbers events hands on what comes next, so that nothing need be read. The row
 *  is as stored, since every other change of it is told (changedTopic), and what is written holds it to version and position. */
export interface Held {
  readonly row: SubscriptionRow
  /** All its events after the delivered ones: fewer than one notification may tell. */
  readonly waiting: readonly EventRow[]
}

/** Once more events have their numbers; undefined where some between are missing, or where there are too many to hold. `most`: of one notification. */
export function followed({ row, waiting }: Held, events: readonly EventRow[], most: number): Held | undefined {
  const last = waiting.at(-1)?.number ?? row.delivered
  // It may have been read after they were stored.
  const further = events.filter(({ number }) => number > last)
  if (further[0] !== undefined && further[0].number !== last + 1) return undefined
  const all = [...waiting, ...further]
  return all.length >= most ? undefined : { row: { ...row, last: Math.max(row.last, all.at(-1)?.number ?? 0) }, waiting: all }
}

/** Once everything up to `delivered` has arrived, which is stored. */
export function arrived({ row, waiting }: Held, delivered: number, at: Date): Held {
  return { row: { ...row, delivered, sent_at: at }, waiting: waiting.filter(({ number }) => number > delivered) }
}
