import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { blocksOf, plainOf } from './markup.ts'
import { endOfCall, type Post } from './posts.ts'
import { kinds, type Edition } from './records.ts'

/** Posts and calls that are out, calls with their last day, and editions that were sent. */
export const newsItems: ItemSource = async (carrier) => {
  const [posts, editions] = await Promise.all([allDocuments<Post>(carrier.documents, kinds.post), allDocuments<Edition>(carrier.documents, kinds.edition)])
  return [
    ...posts.filter(({ body }) => body.out).map(({ id, body: { kind, title, teaser, text, topics, author, at, call } }) => ({
      kind, id, title, summary: teaser, text: [plainOf(blocksOf(text)), author, ...(call === undefined ? [] : [call.funder, call.amount, call.eligible])].join('\n'), topics, path: pathIn(carrier, 'neues', id),
      since: Date.parse(at),
      ...(call === undefined || call.deadline === '' ? {} : { when: { start: new Date(endOfCall(call.deadline) - 59_000).toISOString(), end: new Date(endOfCall(call.deadline)).toISOString(), place: '' } }),
    })),
    ...editions.filter(({ body }) => body.state !== 'draft').map(({ id, body: { title, intro, entries, begun } }) => ({
      kind: 'edition' as const, id, title, summary: plainOf(blocksOf(intro)), text: entries.map((entry) => entry.title).join('\n'), topics: [], path: pathIn(carrier, 'neues', 'ausgabe', id), since: begun,
    })),
  ]
}
