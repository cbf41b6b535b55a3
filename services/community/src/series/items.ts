import { allDocuments } from '../all-documents.ts'
import { begunAt } from '../begun.ts'
import { pathIn, type Item, type ItemSource } from '../published/item.ts'
import { kinds, talkId, talksOf } from './records.ts'
import type { SeriesInput } from './shapes.ts'

/** Series that are not hidden, their talks, and their next dates whose topic is still open. */
export const seriesItems: ItemSource = async (carrier, now) => {
  const series = (await allDocuments<SeriesInput>(carrier.documents, kinds.series)).filter(({ body }) => body.stage !== 'hidden')
  const talks = await Promise.all(series.map(async (one) => (await talksOf(carrier.documents, one, now)).map(({ date, talk }): Item => {
    const guests = talk.guests.filter(({ consent }) => consent)
    return {
      kind: 'talk', id: talkId(one.id, date), title: talk.topic === '' ? one.body.title : talk.topic, summary: talk.cancelled === '' ? talk.about.slice(0, 300) : talk.cancelled,
      text: [talk.about, one.body.title, ...guests.map(({ name, about }) => `${name} ${about}`)].join('\n'), topics: one.body.topics, path: pathIn(carrier, 'reihen', one.id, date), since: talk.since,
      when: { start: talk.start, end: talk.end, place: one.body.place, cancelled: talk.cancelled !== '' },
    }
  })))
  return [...series.map(({ id, body: { title, about, topics } }): Item => ({ kind: 'series', id, title, summary: about.slice(0, 300), text: about, topics, path: pathIn(carrier, 'reihen', id), since: begunAt(id) })), ...talks.flat()]
}
