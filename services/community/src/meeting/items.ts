import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { kinds, type KeptMeeting, type Minutes } from './records.ts'

/** Meetings that are not hidden, with what their published minutes say. */
export const meetingItems: ItemSource = async (carrier) => {
  const [meetings, minutes] = await Promise.all([allDocuments<KeptMeeting>(carrier.documents, kinds.meeting), allDocuments<Minutes>(carrier.documents, kinds.minutes)])
  return meetings.filter(({ body }) => body.stage !== 'hidden').map(({ id, body: { title, about, kind, place, start, end, cancelled } }) => {
    const written = minutes.findLast((one) => one.parent === id && one.body.published)
    return {
      kind: 'meeting' as const, id, title, summary: cancelled || written?.body.summary.split('\n')[0] || about.split('\n')[0] || '', topics: [],
      text: [about, place, ...(written === undefined ? [] : [written.body.summary, ...written.body.decisions, ...written.body.sections.flatMap((section) => [section.title, section.text]), ...written.body.matrix.map(({ project }) => project)])].join('\n'),
      path: written === undefined ? pathIn(carrier, 'treffen', id) : pathIn(carrier, 'treffen', id, 'protokoll'), since: written?.at,
      when: { start, end, place: kind === 'online' ? 'online' : place, cancelled: cancelled !== '' },
    }
  })
}
