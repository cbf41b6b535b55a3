import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { kinds, type Poll } from './polls.ts'

/** Polls that everybody may find; with a date once theirs is fixed, unless the meeting of a group has it. */
export const pollItems: ItemSource = async (carrier) => (await allDocuments<Poll>(carrier.documents, kinds.poll)).filter(({ body }) => body.listed).map(({ id, body: { title, about, options, fixed, group, begun } }) => {
  const chosen = group === '' ? options.find((one) => one.id === fixed && one.start !== '') : undefined
  return {
    kind: 'poll', id, title, summary: about.slice(0, 300), text: about, topics: [], path: pathIn(carrier, 'umfragen', id), since: begun,
    ...(chosen === undefined ? {} : { when: { start: chosen.start, end: chosen.end, place: chosen.place } }),
  }
})
