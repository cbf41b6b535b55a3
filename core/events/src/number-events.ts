import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Match } from './matcher.ts'
import { arrivedTopic, type EventRow } from './rows.ts'

/** Up to where the outbox was matched, and to where it is now. */
export interface Step {
  readonly holder: string
  readonly from: string
  readonly to: string
}

type Unnumbered = Omit<EventRow, 'number'>

/** By Subscription, in the order of commits. */
function bySubscription(matches: readonly Match[]): ReadonlyMap<string, readonly Unnumbered[]> {
  const found = new Map<string, Unnumbered[]>()
  for (const { change: { type, id }, interaction, at, told } of matches) {
    for (const [subscription, topic] of told) {
      const event = { at: new Date(at), topic, type, id, interaction }
      const list = found.get(subscription)
      if (list === undefined) found.set(subscription, [event])
      else list.push(event)
    }
  }
  return found
}

/** Moves the position and gives what was matched its numbers, in one transaction: 1, 2, 3 … in each Subscription, in the order of commits. Returns what each
 *  was given; those that have ended meanwhile are left out. `announced`: those that are followed at other hubs, too.
 *  Faults: events/lease-lost where another hub has matched meanwhile; nothing is written then. */
export async function numberEvents(
  store: Store, ctx: Ctx, step: Step, matches: readonly Match[], announced: (id: string) => boolean,
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  const events = bySubscription(matches)
  // Locked in one order.
  const ids = [...events.keys()].toSorted()
  const list = ids.flatMap((subscription) => events.get(subscription)!.map((event, n) => ({ subscription, place: n + 1, ...event })))
  const elsewhere = ids.filter(announced)
  let counted: Promise<readonly { readonly id: string | null; readonly before: number }[]> = Promise.resolve([])
  try {
    await store.write(ctx, async (writer) => {
      // One statement that fails, and all with it, where the position is another by now: so its answer need not be waited for, and all travels together.
      counted = writer.query(sql`
        with moved as (update st.event_feed set position = ${step.to} where holder = ${step.holder} and position = ${step.from} returning 1),
          wanted as (select id from st.subscription where id = any(${ids}::text[]) and status <> 'off' and exists (select from moved) order by id for update),
          counted as (
            update st.subscription s set last = s.last + c.n from unnest(${ids}::text[], ${ids.map((id) => events.get(id)!.length)}::int[]) c(id, n), wanted
            where s.id = c.id and wanted.id = s.id returning s.id, s.last - c.n before),
          numbered as (
            insert into st.subscription_event (subscription, number, at, topic, type, id, interaction)
            select c.id, c.before + e.place, e.at, e.topic, e.type, e.id, e.interaction
            from unnest(${list.map(({ subscription }) => subscription)}::text[], ${list.map(({ place }) => place)}::int[],
              ${list.map(({ at }) => at.toISOString())}::timestamptz[], ${list.map(({ topic }) => topic)}::text[], ${list.map(({ type }) => type)}::text[],
              ${list.map(({ id }) => id)}::text[], ${list.map(({ interaction }) => interaction)}::text[]) e(subscription, place, at, topic, type, id, interaction)
            join counted c on c.id = e.subscription)
        select c.id, c.before, (select st.all_gone_in(count(*)::int, 1) from moved) from (select) one left join counted c on true`)
      counted.catch(() => {})
      if (elsewhere.length > 0) writer.emit(arrivedTopic, { ids: elsewhere })
    })
  } catch (thrown) {
    // The transaction fails with any of its statements: with those that follow ours, too, and by what ours says.
    const why: unknown = await counted.then(() => thrown, (own: unknown) => own)
    if (!(why instanceof Fault) || why.code !== 'store/version-conflict') throw why
    throw new Fault('conflict', 'events/lease-lost', 'Another hub matches this carrier\'s events.', { cause: why })
  }
  return new Map((await counted).flatMap(({ id, before }) => (id === null ? [] : [[id, events.get(id)!.map((event, n) => ({ number: before + n + 1, ...event }))]])))
}
