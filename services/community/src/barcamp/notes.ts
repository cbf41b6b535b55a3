import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { addNoteTo, notesOf, removeNoteOf, type Note, type Notes } from '../notes.ts'
import { eventOf, kinds, pitchOf } from './records.ts'
import type { Asked } from '../community-route.ts'

/** What was written down in a session. */
export async function listNotes(asked: Asked): Promise<RouteAnswer> {
  return { status: 200, json: { notes: await notesOf(asked, await notesAt(asked)) } }
}

/** All that was written down at the event, in the order of writing: what its archive shows. */
export async function listAllNotes(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const found = (await allDocuments<Note>(asked.documents, kinds.note, event)).toSorted((a, b) => a.at - b.at)
  return { status: 200, json: { notes: found.map(({ id, at, body: { of, text, by } }) => ({ id, pitch: of, at, text, by })) } }
}

/** Faults: community/notes-full. */
export async function addNote(asked: Asked): Promise<RouteAnswer> {
  return addNoteTo(asked, await notesAt(asked))
}

/** For editors. */
export async function removeNote(asked: Asked): Promise<RouteAnswer> {
  return removeNoteOf(asked, { kind: kinds.note, parent: (await eventOf(asked)).id })
}

async function notesAt(asked: Asked): Promise<Notes> {
  const { id: parent } = await eventOf(asked)
  return { kind: kinds.note, parent, of: (await pitchOf(asked)).id }
}
