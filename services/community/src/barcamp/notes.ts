import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { eventOf, kinds, ownerOf, pitchOf, type Note } from './records.ts'
import { feedbackInput, noteInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const mostOfEvent = 5000

/** What was written down in a session, in the order of writing. */
export async function listNotes(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const { id } = await pitchOf(asked)
  const notes = (await allDocuments<Note>(asked.documents, kinds.note, event)).filter(({ body }) => body.pitch === id).toSorted((a, b) => a.at - b.at)
  return { status: 200, json: { notes: notes.map(({ id: note, at, body: { text, by } }) => ({ id: note, at, text, by })) } }
}

/** Adds a line: nobody overwrites anybody. The same key is the same line. Faults: community/notes-full. */
export async function addNote(asked: Asked): Promise<RouteAnswer> {
  const { key, text, by } = input(noteInput, asked)
  const { id: event } = await eventOf(asked)
  const { id: pitch } = await pitchOf(asked)
  const id = `${pitch}.${key}`
  if (await asked.documents.get(kinds.note, id) !== undefined) return { status: 204 }
  if (await asked.documents.count(kinds.note, event) >= mostOfEvent) throw new Fault('conflict', 'community/notes-full', 'This event has as many notes as it can have.')
  const note: Note = { pitch, text, by }
  await asked.documents.write([{ kind: kinds.note, id, parent: event, body: note, version: 0 }])
  return { status: 204 }
}

/** For editors: what should not stand there. */
export async function removeNote(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const found = await asked.documents.get<Note>(kinds.note, asked.call.params['note']!)
  if (found?.parent === event) await asked.documents.write([{ kind: kinds.note, id: found.id, parent: event, body: undefined }])
  return { status: 204 }
}

interface Feedback {
  readonly pitch: string
  readonly stars: number
  readonly text: string
}

/** One for each browser and session; the last counts. */
export async function giveFeedback(asked: Asked): Promise<RouteAnswer> {
  const { stars, text } = input(feedbackInput, asked)
  const { id: event } = await eventOf(asked)
  const { id: pitch } = await pitchOf(asked)
  const body: Feedback = { pitch, stars, text }
  await asked.documents.write([{ kind: kinds.feedback, id: `${pitch}.${ownerOf(asked)}`, parent: event, body }])
  return { status: 204 }
}

/** For editors; without who gave it. */
export async function listFeedback(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const found = await allDocuments<Feedback>(asked.documents, kinds.feedback, event)
  return { status: 200, json: { feedback: found.map(({ body: { pitch, stars, text } }) => ({ pitch, stars, text })) } }
}
