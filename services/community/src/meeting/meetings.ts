import { timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { noticeFor } from '../dates/date-notices.ts'
import { movesAfter } from '../dates/moves.ts'
import { dimensions } from './dimensions.ts'
import { languageOf } from './language.ts'
import { isGivenOut } from './mails.ts'
import { matrixOf } from './matrix.ts'
import { newestMinutes, shownMinutes } from './minutes.ts'
import { kinds, meetingOf, ownAmong, participantsOf, type Agenda, type Dating, type Entry, type KeptCard, type KeptMeeting, type Participant } from './records.ts'
import { changedMeeting, newMeetings, type Meeting } from './shapes.ts'

/** All meetings, the last first; hidden ones for editors only. */
export async function listMeetings(asked: Asked): Promise<RouteAnswer> {
  const meetings = (await allDocuments<Meeting>(asked.documents, kinds.meeting)).filter(({ body }) => body.stage !== 'hidden' || isEditor(asked))
  const written = new Set((await allDocuments<{ readonly published: boolean }>(asked.documents, kinds.minutes)).filter(({ body }) => body.published).map(({ parent }) => parent))
  return {
    status: 200,
    json: {
      editor: isEditor(asked),
      meetings: meetings.toSorted((a, b) => (a.body.start < b.body.start ? 1 : -1))
        .map(({ id, body: { title, kind, start, end, place, stage, cancelled } }) => ({ id, title, kind, start, end, place, stage, cancelled: cancelled !== '', minutes: written.has(id) })),
    },
  }
}

export async function createMeetings(asked: Asked): Promise<RouteAnswer> {
  const { meetings } = input(newMeetings, asked)
  const made = meetings.map((body) => ({ kind: kinds.meeting, id: timeOrderedId(asked.now), body: { ...body, moves: [] } satisfies KeptMeeting, version: 0 }))
  await asked.documents.write(made.map((one) => ({ ...one, parent: one.id })))
  return { status: 201, json: { ids: made.map(({ id }) => id) } }
}

/** Who takes part is told where it moves or is cancelled. Faults: plug/document-changed. */
export async function changeMeeting(asked: Asked): Promise<RouteAnswer> {
  const { version, meeting, moved } = input(changedMeeting, asked)
  const { id, body: known } = await meetingOf(asked)
  const body: KeptMeeting = { ...meeting, moves: movesAfter(known, meeting.start, moved, asked.now) }
  const notices = meeting.stage === 'open' ? await noticeFor(asked.documents, { kind: kinds.notice, id, parent: id }, known, meeting, asked.now) : []
  await asked.documents.write([{ kind: kinds.meeting, id, parent: id, body, version }, ...notices])
  return { status: 204 }
}

/** Takes a meeting away with all that belongs to it. */
export async function removeMeeting(asked: Asked): Promise<RouteAnswer> {
  const { id, version } = await meetingOf(asked)
  for (const kind of Object.values(kinds)) {
    if (kind === kinds.meeting) continue
    const parts = await allDocuments(asked.documents, kind, id)
    for (let at = 0; at < parts.length; at += 500) await asked.documents.write(parts.slice(at, at + 500).map((part) => ({ kind, id: part.id, parent: id, body: undefined })))
  }
  await asked.documents.write([{ kind: kinds.meeting, id, parent: id, body: undefined, version }])
  return { status: 204 }
}

/** Everything a page shows of a meeting. What offices say of themselves is for those who take part; everybody reads what was published. */
export async function showMeeting(asked: Asked): Promise<RouteAnswer> {
  const found = await meetingOf(asked)
  const { id, version, body: { access, moves, ...meeting } } = found
  const editor = isEditor(asked)
  const participants = await participantsOf(asked, id)
  const own = ownAmong(asked, id, participants)
  const inside = editor || own?.body.confirmed === true
  const minutes = await newestMinutes(asked, id, editor)
  const confirmed = participants.filter(({ body }) => body.confirmed)
  return {
    status: 200,
    json: {
      id, version, editor, inside, meeting, moves, dimensions: dimensions.map(({ code, title }) => ({ code, title: title[languageOf(asked)] })),
      ...(editor || (inside && isGivenOut(found.body, asked.now)) ? { access } : {}),
      offices: new Set(confirmed.map(({ body }) => body.office)).size,
      you: own === undefined ? null : shownParticipant(own),
      minutes: minutes === undefined ? null : shownMinutes(minutes),
      ...(inside ? await insideView(asked, id, confirmed, editor) : {}),
    },
  }
}

async function insideView(asked: Asked, id: string, confirmed: readonly PlugDocument<Participant>[], editor: boolean): Promise<object> {
  const { documents } = asked
  const [cards, agenda, dating, entries] = await Promise.all([
    allDocuments<KeptCard>(documents, kinds.card, id), documents.get<Agenda>(kinds.agenda, id), documents.get<Dating>(kinds.dating, id), allDocuments<Entry>(documents, kinds.entry, id),
  ])
  return {
    participants: confirmed.map(({ id: participant, body: { office, actor, name, mail, named, mailProven } }) => ({ id: participant, office, actor, name, ...(editor ? { mail, mailProven, named } : {}) })),
    cards: cards.map(({ id: card, version, body: { since: _, ...body } }) => ({ id: card, version, ...body })),
    agenda: { version: agenda?.version ?? 0, ...(agenda?.body ?? { points: [], current: '', since: '' }) },
    dating: { version: dating?.version ?? 0, ...(dating?.body ?? { people: [], rounds: [], tables: 30, length: 8, current: 0, since: '' }) },
    matrix: matrixOf(cards, entries),
  }
}

function shownParticipant({ id, body: { office, actor, name, mail, named, confirmed, mailProven } }: PlugDocument<Participant>): object {
  return { id, office, actor, name, mail, named, confirmed, mailProven }
}
