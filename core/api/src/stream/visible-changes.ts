import type { Ctx, View } from '@steckwerk/kernel'
import type { FhirChange, Store } from '@steckwerk/store'
import { eventText, type StreamClient } from './client.ts'

type Items = FhirChange['items']

const mostItems = 500

/** Sends changes of one carrier to the clients that may see them, to each only those of its view; clients of the same view are asked for together. */
export async function sendVisible(
  store: Store, ctx: Ctx, items: Items, clients: readonly { readonly client: StreamClient; readonly view: View | undefined }[],
): Promise<void> {
  const byView = Map.groupBy(clients, ({ view }) => view)
  await Promise.all(Array.from(byView, async ([view, group]) => {
    const seen = view === undefined ? items : await visibleOf(store, { ...ctx, view }, items)
    for (let at = 0; at < seen.length; at += mostItems) {
      const text = eventText('change', { kind: 'change', carrier: ctx.carrier, items: seen.slice(at, at + mostItems) })
      for (const { client } of group) client.send(text)
    }
  }))
}

async function visibleOf(store: Store, ctx: Ctx, items: Items): Promise<Items> {
  if (ctx.view?.rules.length === 0) return []
  const seen = await store.read(ctx, (reader) => reader.visible(items))
  return items.filter(({ type, id }) => seen.has(`${type}/${id}`))
}
