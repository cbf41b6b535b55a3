import { Fault, sql } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import { arrivedTopic } from './rows.ts'
import type { Match } from './matcher.ts'

/** Up to where the outbox was matched, and to where it is now. */
export interface Step {
  readonly holder: string
  readonly from: string
  readonly to: string
}

/** Moves the position and gives what was matched its numbers, in one transaction: 1, 2, 3 … in each Subscription, in the order of commits. Returns the
 *  Subscriptions that have news. `announced`: those that are followed at other hubs, too.
 *  Faults: events/lease-lost where another hub has matched meanwhile; nothing is written then. */
export async function numberEvents(writer: Writer, step: Step, matches: readonly Match[], announced: (id: string) => boolean): Promise<readonly string[]> {
  const counts = new Map<string, number>()
  for (const { told } of matches) for (const id of told.keys()) counts.set(id, (counts.get(id) ?? 0) + 1)
  const moved = writer.query(sql`update st.event_feed set position = ${step.to} where holder = ${step.holder} and position = ${step.from} returning 1 as one`)
  if ((await moved).length === 0) throw new Fault('conflict', 'events/lease-lost', 'Another hub matches this carrier\'s events.')
  if (counts.size === 0) return []
  const ids = [...counts.keys()].toSorted()
  // Ended meanwhile: no event any more. Locked in one order.
  const rows = await writer.query<{ id: string; last: number }>(sql`
    with wanted as (select id from st.subscription where id = any(${ids}::text[]) and status <> 'off' order by id for update)
    update st.subscription s set last = s.last + c.n from unnest(${ids}::text[], ${ids.map((id) => counts.get(id)!)}::int[]) c(id, n), wanted
    where s.id = c.id and wanted.id = s.id returning s.id, s.last`)
  const next = new Map(rows.map(({ id, last }) => [id, last - counts.get(id)! + 1]))
  const list = matches.flatMap(({ change, interaction, at, told }) => [...told].flatMap(([id, topic]) => {
    const number = next.get(id)
    if (number === undefined) return []
    next.set(id, number + 1)
    return [{ id, number, at: new Date(at), topic, change, interaction }]
  }))
  if (list.length === 0) return []
  await writer.query(sql`
    insert into st.subscription_event (subscription, number, at, topic, type, id, interaction)
    select * from unnest(${list.map(({ id }) => id)}::text[], ${list.map(({ number }) => number)}::bigint[], ${list.map(({ at }) => at.toISOString())}::timestamptz[],
      ${list.map(({ topic }) => topic)}::text[], ${list.map(({ change }) => change.type)}::text[], ${list.map(({ change }) => change.id)}::text[],
      ${list.map(({ interaction }) => interaction)}::text[])`)
  const told = [...next.keys()]
  const elsewhere = told.filter(announced)
  if (elsewhere.length > 0) writer.emit(arrivedTopic, { ids: elsewhere })
  return told
}
