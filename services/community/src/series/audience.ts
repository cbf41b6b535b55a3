import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { keepVotes } from '../ballots.ts'
import { input } from '../body.ts'
import { changeDocument } from '../change-document.ts'
import type { Asked } from '../community-route.ts'
import { listenTo } from '../live.ts'
import { idOf, kinds, seriesOf, talkId, talkOf, type Question, type Topic } from './records.ts'
import { questionInput, questionState, topicInput, votesInput } from './shapes.ts'
import { isAsking } from './talks.ts'

const mostTopics = 300
const mostQuestions = 3000

/** Faults: community/proposing-closed, community/topics-full. */
export async function proposeTopic(asked: Asked): Promise<RouteAnswer> {
  const { key, title, about } = input(topicInput, asked)
  const { id: parent, body } = await seriesOf(asked)
  if (!body.proposing || body.stage !== 'open') throw new Fault('conflict', 'community/proposing-closed', 'Topics are not proposed now.')
  await addOnce(asked, { kind: kinds.topic, id: idOf(asked, parent, key), parent, body: { title, about } satisfies Topic }, mostTopics, 'community/topics-full')
  return { status: 204 }
}

/** For editors: what has had its talk, or should not stand there. */
export async function removeTopic(asked: Asked): Promise<RouteAnswer> {
  const { id: parent } = await seriesOf(asked)
  const found = await asked.documents.get(kinds.topic, asked.call.params['topic']!)
  if (found?.parent === parent) await asked.documents.write([{ kind: kinds.topic, id: found.id, parent, body: undefined }])
  return { status: 204 }
}

/** Votes on topics and questions, from a browser's queue. Faults: community/voting-closed. */
export async function castVotes(asked: Asked): Promise<RouteAnswer> {
  const { votes } = input(votesInput, asked)
  const { id: parent, body } = await seriesOf(asked)
  if (body.stage !== 'open') throw new Fault('conflict', 'community/voting-closed', 'Votes are not taken now.')
  await keepVotes(asked, { kind: kinds.ballot, parent }, votes)
  return { status: 204 }
}

/** Faults: community/questions-closed, community/questions-full. */
export async function askQuestion(asked: Asked): Promise<RouteAnswer> {
  const { key, text, by } = input(questionInput, asked)
  const series = await seriesOf(asked)
  const { date, talk } = await talkOf(asked, series)
  if (!isAsking(talk, asked.now)) throw new Fault('conflict', 'community/questions-closed', 'Questions are not taken any more.')
  const question: Question = { talk: talkId(series.id, date), text, by, state: 'open' }
  await addOnce(asked, { kind: kinds.question, id: idOf(asked, series.id, key), parent: series.id, body: question }, mostQuestions, 'community/questions-full')
  return { status: 204 }
}

/** For editors: answered, hidden, or open again. */
export async function moderateQuestion(asked: Asked): Promise<RouteAnswer> {
  const { state } = input(questionState, asked)
  const { id: parent } = await seriesOf(asked)
  const id = asked.call.params['question']!
  await changeDocument<Question>(asked.documents, { kind: kinds.question, id, parent }, (known) => (known === undefined || known.parent !== parent ? undefined : { ...known.body, state }))
  return { status: 204 }
}

async function addOnce({ documents }: Asked, thing: { readonly kind: string; readonly id: string; readonly parent: string; readonly body: unknown }, most: number, full: string): Promise<void> {
  if (await documents.get(thing.kind, thing.id) !== undefined) return
  if (await documents.count(thing.kind, thing.parent) >= most) throw new Fault('conflict', full, 'There are as many of these as there can be.')
  await documents.write([{ ...thing, version: 0 }])
}

/** Tells of everything that the pages of a series show. */
export async function listenToSeries(asked: Asked): Promise<RouteAnswer> {
  const { id: parent } = await seriesOf(asked)
  return listenTo(asked, { kinds: [kinds.series, kinds.talk, kinds.topic, kinds.question, kinds.note, kinds.ballot], parent })
}
