import { timeOrderedId } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { ownWishes, votesOf } from '../ballots.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { kinds, seriesOf, talksOf, type DatedTalk, type Topic } from './records.ts'
import { seriesChange, seriesInput, type SeriesInput } from './shapes.ts'

/** Series that are not hidden, with their next date; for editors all. */
export async function listSeries(asked: Asked): Promise<RouteAnswer> {
  const found = (await allDocuments<SeriesInput>(asked.documents, kinds.series)).filter(({ body }) => body.stage !== 'hidden' || isEditor(asked))
  const series = await Promise.all(found.map(async (one) => {
    const next = (await talksOf(asked.documents, one, asked.now)).find(({ talk }) => Date.parse(talk.end) > asked.now && talk.cancelled === '')
    return { id: one.id, title: one.body.title, about: one.body.about, stage: one.body.stage, ...(next === undefined ? {} : { next: next.talk.start, topic: next.talk.topic }) }
  }))
  return { status: 200, json: { series: series.toSorted((a, b) => a.title.localeCompare(b.title, 'de')), editor: isEditor(asked) } }
}

export async function createSeries(asked: Asked): Promise<RouteAnswer> {
  const series = input(seriesInput, asked)
  const id = timeOrderedId(asked.now)
  await asked.documents.write([{ kind: kinds.series, id, parent: id, body: series, version: 0 }])
  return { status: 201, json: { id } }
}

/** Faults: plug/document-changed. */
export async function changeSeries(asked: Asked): Promise<RouteAnswer> {
  const { version, series } = input(seriesChange, asked)
  const { id } = await seriesOf(asked)
  await asked.documents.write([{ kind: kinds.series, id, parent: id, body: series, version }])
  return { status: 204 }
}

/** The series with its dates, and the topics that are proposed with their votes. The room's address is for editors. */
export async function showSeries(asked: Asked): Promise<RouteAnswer> {
  const found = await seriesOf(asked)
  const { id, version, body } = found
  const ballots = { kind: kinds.ballot, parent: id }
  const [talks, topics, votes, wants] = await Promise.all([talksOf(asked.documents, found, asked.now), allDocuments<Topic>(asked.documents, kinds.topic, id), votesOf(asked, ballots), ownWishes(asked, ballots)])
  const editor = isEditor(asked)
  return {
    status: 200,
    json: {
      id, version, series: editor ? body : { ...body, room: '' }, editor,
      talks: talks.map(({ date, talk }: DatedTalk) => ({
        date, start: talk.start, end: talk.end, topic: talk.topic, moved: talk.moved, cancelled: talk.cancelled, recording: talk.recording !== '' || talk.episode !== null,
        guests: talk.guests.filter(({ consent }) => consent).map(({ name }) => name),
      })),
      topics: topics.map((topic) => ({ id: topic.id, ...topic.body, votes: votes.get(topic.id) ?? 0 })).toSorted((a, b) => b.votes - a.votes || a.title.localeCompare(b.title, 'de')),
      wants,
    },
  }
}
