import type { Carrier } from '@steckwerk/store'
import { end } from './endings.ts'
import type { Known } from './known.ts'
import type { Match } from './matcher.ts'
import type { Ports } from './ports.ts'
import { viewText } from './view-text.ts'

const keyOf = ({ change: { type, id } }: Match): string => `${type}/${id}`

/** Leaves out what a Subscription's owner may not see: it gets no number. What may no longer be seen by the time it is told is left out then. Ends the
 *  Subscriptions of those who have no rights any more. */
export async function toldTo(ports: Ports, carrier: Carrier, known: ReadonlyMap<string, Known>, found: readonly Match[]): Promise<readonly Match[]> {
  const { store, rights } = ports
  const matched = new Map<string, Match[]>()
  for (const match of found) {
    for (const id of match.told.keys()) {
      const list = matched.get(id)
      if (list === undefined) matched.set(id, [match])
      else list.push(match)
    }
  }
  const seeAll = new Set<string>()
  const asked = new Map<string, { readonly ctx: Parameters<typeof store.read>[0]; readonly ids: string[] }>()
  await Promise.all(matched.keys().map(async (id) => {
    const row = known.get(id)?.row
    if (row === undefined) return
    const ctx = await rights.ctxOf(row, carrier)
    if (ctx === undefined) {
      await end(ports, carrier, id, 'off', 'The one who subscribed has no rights here any more.')
      return
    }
    if (ctx.view === undefined) {
      seeAll.add(id)
      return
    }
    if (ctx.view.rules.length === 0) return
    // Views that say the same are asked together.
    const text = viewText(ctx.view)
    const together = asked.get(text)
    if (together === undefined) asked.set(text, { ctx, ids: [id] })
    else together.ids.push(id)
  }))
  const seenBy = new Map<string, ReadonlySet<string>>()
  await Promise.all(asked.values().map(async ({ ctx, ids }) => {
    const keys = new Map(ids.flatMap((id) => matched.get(id)!).map((match) => [keyOf(match), { type: match.change.type, id: match.change.id }]))
    const seen = await store.read(ctx, (reader) => reader.visible([...keys.values()]))
    for (const id of ids) seenBy.set(id, seen)
  }))
  return found.flatMap((match) => {
    const told = new Map([...match.told].filter(([id]) => seeAll.has(id) || seenBy.get(id)?.has(keyOf(match)) === true))
    return told.size === 0 ? [] : [{ ...match, told }]
  })
}
