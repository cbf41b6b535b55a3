import { allDocuments } from '../all-documents.ts'
import { begunAt } from '../begun.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { kinds } from './records.ts'
import type { GroupInput, Meeting, Result } from './shapes.ts'

/** Groups that are not hidden, with their meetings' dates and their results. */
export const groupItems: ItemSource = async (carrier) => {
  const groups = (await allDocuments<GroupInput>(carrier.documents, kinds.group)).filter(({ body }) => body.stage !== 'hidden')
  const parts = await Promise.all(groups.map(async ({ id: group, body: { title: of, topics } }) => {
    const [meetings, results] = await Promise.all([allDocuments<Meeting>(carrier.documents, kinds.meeting, group), allDocuments<Result>(carrier.documents, kinds.result, group)])
    const path = pathIn(carrier, 'gruppen', group)
    return [
      ...meetings.map(({ id, body: { title, start, end, place, cancelled } }) => ({
        kind: 'meeting' as const, id, title: `${of}: ${title}`, summary: cancelled, text: '', topics, path, since: undefined, when: { start, end, place, cancelled: cancelled !== '' },
      })),
      ...results.map(({ id, at, body: { title, text } }) => ({ kind: 'result' as const, id, title, summary: text.slice(0, 300), text: [text, of].join('\n'), topics, path, since: at })),
    ]
  }))
  return [...groups.map(({ id, body: { title, purpose, outside, topics } }) => ({
    kind: 'group' as const, id, title, summary: purpose.slice(0, 300), text: [purpose, outside].join('\n'), topics, path: pathIn(carrier, 'gruppen', id), since: begunAt(id),
  })), ...parts.flat()]
}
