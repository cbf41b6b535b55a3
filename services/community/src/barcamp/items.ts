import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { kinds, type Pitch } from './records.ts'
import type { BarcampEvent } from './shapes.ts'

/** Events that are not hidden, and of those that have a programme the sessions, with what came of them. */
export const barcampItems: ItemSource = async (carrier) => {
  const events = (await allDocuments<BarcampEvent>(carrier.documents, kinds.event)).filter(({ body }) => body.stage !== 'hidden')
  const sessions = await Promise.all(events.filter(({ body }) => body.programme).map(async ({ id: event, body: { title: of } }) =>
    (await allDocuments<Pitch>(carrier.documents, kinds.pitch, event)).filter(({ body }) => !body.draft && !body.withdrawn).map(({ id, body: { title, about, outcome }, at }) => ({
      kind: 'session' as const, id, title, summary: outcome === '' ? about : outcome, text: [about, outcome, of].join('\n'), topics: [],
      path: pathIn(carrier, 'barcamp', event, 'sitzung', id), since: outcome === '' ? undefined : at,
    }))))
  return [
    ...events.map(({ id, body: { title, about, place, slots } }) => ({
      kind: 'barcamp' as const, id, title, summary: about, text: place, topics: [], path: pathIn(carrier, 'barcamp', id), since: undefined,
      when: { start: slots[0]!.start, end: slots.at(-1)!.end, place },
    })),
    ...sessions.flat(),
  ]
}
