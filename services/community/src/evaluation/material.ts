import type { PlugCarrier } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { kinds as barcampKinds } from '../barcamp/records.ts'
import { introductionKind, type Introduction } from '../introduction/records.ts'
import { allItems } from '../published/items.ts'
import { kinds, type Entry, type Undertaking } from '../undertaking/records.ts'
import { inOrder } from '../undertaking/view.ts'
import type { Material } from './evaluate.ts'

/** Everything that figures are made of. */
export async function materialOf(carrier: PlugCarrier, now: number): Promise<Material> {
  const { documents } = carrier
  const [undertakings, entries, cases, items] = await Promise.all([
    allDocuments<Undertaking>(documents, kinds.undertaking), allDocuments<Entry>(documents, kinds.entry), allDocuments<Introduction>(documents, introductionKind), allItems(carrier, now),
  ])
  const of = Map.groupBy(entries, ({ parent }) => parent)
  const guests = await Promise.all(items.filter(({ kind }) => kind === 'barcamp').map(async ({ id }) => [id, await documents.count(barcampKinds.guest, id)] as const))
  return {
    undertakings: undertakings.filter(({ body }) => body.publication === 'published').map(({ id, body }) => ({ id, body, entries: inOrder(of.get(id) ?? []).map((entry) => entry.body) })),
    cases: cases.map(({ body }) => body), items, guests: new Map(guests),
  }
}
