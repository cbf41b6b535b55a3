import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from './all-documents.ts'
import { input, line, text } from './body.ts'
import type { Asked } from './community-route.ts'

/** Where lines are kept, and what these are of. */
export interface Notes {
  readonly kind: string
  readonly parent: string
  /** A part of the parent; the parent itself where it has no parts. */
  readonly of: string
}

export interface Note {
  readonly of: string
  readonly text: string
  readonly by: string
}

const mostOfParent = 5000
const noteInput = z.strictObject({ key: z.uuid(), text: text(1000).min(1), by: line(80) })

/** What was written down together, in the order of writing. */
export async function notesOf({ documents }: Pick<Asked, 'documents'>, { kind, parent, of }: Notes): Promise<readonly { readonly id: string; readonly at: number; readonly text: string; readonly by: string }[]> {
  const found = (await allDocuments<Note>(documents, kind, parent)).filter(({ body }) => body.of === of).toSorted((a, b) => a.at - b.at)
  return found.map(({ id, at, body: { text: said, by } }) => ({ id, at, text: said, by }))
}

/** Adds a line: nobody overwrites anybody. The same key is the same line. Faults: community/notes-full. */
export async function addNoteTo(asked: Asked, { kind, parent, of }: Notes): Promise<RouteAnswer> {
  const { key, text: said, by } = input(noteInput, asked)
  const id = `${of}.${key}`
  if (await asked.documents.get(kind, id) !== undefined) return { status: 204 }
  if (await asked.documents.count(kind, parent) >= mostOfParent) throw new Fault('conflict', 'community/notes-full', 'This event has as many notes as it can have.')
  const note: Note = { of, text: said, by }
  await asked.documents.write([{ kind, id, parent, body: note, version: 0 }])
  return { status: 204 }
}

/** Takes away what should not stand there. */
export async function removeNoteOf({ documents, call }: Asked, { kind, parent }: Pick<Notes, 'kind' | 'parent'>): Promise<RouteAnswer> {
  const found = await documents.get<Note>(kind, call.params['note']!)
  if (found?.parent === parent) await documents.write([{ kind, id: found.id, parent, body: undefined }])
  return { status: 204 }
}
