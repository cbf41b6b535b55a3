import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { ownWishes, votesOf } from '../ballots.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { noticeFor } from '../dates/date-notices.ts'
import { addNoteTo, notesOf, removeNoteOf, type Notes } from '../notes.ts'
import { accessOf } from './access.ts'
import { kinds, seriesOf, talkId, talkOf, type Question, type Talk } from './records.ts'
import { talkChange } from './shapes.ts'

/** One talk with notes, questions with their votes, and how this browser comes in. */
export async function showTalk(asked: Asked): Promise<RouteAnswer> {
  const series = await seriesOf(asked)
  const dated = await talkOf(asked, series)
  const { date, version, talk: { since: _, ...talk } } = dated
  const id = talkId(series.id, date)
  const ballots = { kind: kinds.ballot, parent: series.id }
  const [notes, questions, votes, wants, access] = await Promise.all([
    notesOf(asked, { kind: kinds.note, parent: series.id, of: id }), allDocuments<Question>(asked.documents, kinds.question, series.id), votesOf(asked, ballots), ownWishes(asked, ballots), accessOf(asked, series, dated),
  ])
  const editor = isEditor(asked)
  const order: readonly Question['state'][] = ['open', 'answered', 'hidden']
  return {
    status: 200,
    json: {
      id, date, version, series: series.body.title, place: series.body.place, editor, access, wants, notes, asking: isAsking(dated.talk, asked.now),
      talk: editor ? talk : { ...talk, guests: talk.guests.filter(({ consent }) => consent) },
      questions: questions.filter(({ body }) => body.talk === id && (body.state !== 'hidden' || editor)).map(({ id: question, body: { text, by, state } }) => ({ id: question, text, by, state, votes: votes.get(question) ?? 0 }))
        .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.votes - a.votes || (a.id < b.id ? -1 : 1)),
    },
  }
}

/** Questions may come early, and a while after the end. */
export const isAsking = ({ end, cancelled }: Talk, now: number): boolean => cancelled === '' && now < Date.parse(end) + 3_600_000

/** What is known of a date: version 0 = nothing was kept of it yet. Who is registered is told where it moves or is cancelled. Faults: plug/document-changed, community/talk-unknown. */
export async function changeTalk(asked: Asked): Promise<RouteAnswer> {
  const { version, talk } = input(talkChange, asked)
  const series = await seriesOf(asked)
  const { date, talk: known } = await talkOf(asked, series)
  const body: Talk = { ...talk, since: known.since ?? (talk.topic === '' ? undefined : asked.now) }
  const id = talkId(series.id, date)
  const notices = series.body.stage === 'open' ? await noticeFor(asked.documents, { kind: kinds.notice, id, parent: series.id }, known, body, asked.now) : []
  await asked.documents.write([{ kind: kinds.talk, id, parent: series.id, body, version }, ...notices])
  return { status: 204 }
}

async function notesAt(asked: Asked): Promise<Notes> {
  const series = await seriesOf(asked)
  return { kind: kinds.note, parent: series.id, of: talkId(series.id, (await talkOf(asked, series)).date) }
}

/** Faults: community/notes-full. */
export async function addTalkNote(asked: Asked): Promise<RouteAnswer> {
  return addNoteTo(asked, await notesAt(asked))
}

/** For editors. */
export async function removeTalkNote(asked: Asked): Promise<RouteAnswer> {
  return removeNoteOf(asked, await notesAt(asked))
}
