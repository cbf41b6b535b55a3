import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import type { Asked } from '../community-route.ts'
import type { BarcampEvent, BoardInput, PitchInput } from './shapes.ts'
import type { z } from 'zod'

/** Everything of an event but itself has the event as its parent. */
export const kinds = {
  event: 'barcamp', pitch: 'barcamp-pitch', board: 'barcamp-board', ballot: 'barcamp-ballot', guest: 'barcamp-guest', note: 'barcamp-note', feedback: 'barcamp-feedback',
} as const

export interface Pitch extends PitchInput {
  /** Whose browser offered it ({@link ownerOf}); undefined = an editor. */
  readonly owner: string | undefined
  readonly withdrawn: boolean
  readonly outcome: string
}

/** Where sessions stand. What is on neither list and no draft is in the queue. */
export type Board = Omit<BoardInput, 'version'>

/** One browser's wishes, by pitch. */
export interface Ballot {
  readonly votes: Readonly<Record<string, { readonly want: boolean; readonly turn: number }>>
}

export interface Guest {
  readonly name: string
  readonly organization: string
  readonly mail: string
  /** Since when; milliseconds since 1970 UTC. */
  readonly since: number
}

export interface Note {
  readonly pitch: string
  readonly text: string
  readonly by: string
}

export function isEditor({ call }: Asked): boolean {
  return call.caller.permissions.includes('network.edit')
}

/** Stands for one browser at one event, and tells nothing of it elsewhere. Where the route has a device. */
export function ownerOf({ call }: Asked): string {
  return createHash('sha256').update(`${call.params['event']} ${call.caller.device}`).digest('base64url')
}

/** Reads a body. Faults: community/barcamp-input with the places that are wrong. */
export function input<T>(schema: z.ZodType<T>, { call }: Asked): T {
  const read = schema.safeParse(call.body)
  if (read.success) return read.data
  const issues = read.error.issues.map(({ path }) => ({ severity: 'error' as const, type: 'value', text: 'This is not as it should be.', at: path.join('.') }))
  throw new Fault('invalid', 'community/barcamp-input', 'What was sent is not complete or has another form.', { issues })
}

/** Faults: community/barcamp-unknown; also where it is hidden from who asks. */
export async function eventOf(asked: Asked): Promise<PlugDocument<BarcampEvent>> {
  const found = await asked.documents.get<BarcampEvent>(kinds.event, asked.call.params['event']!)
  if (found === undefined || (found.body.stage === 'hidden' && !isEditor(asked))) throw new Fault('not-found', 'community/barcamp-unknown', 'There is no such event.')
  return found
}

/** Faults: community/pitch-unknown. */
export async function pitchOf(asked: Asked): Promise<PlugDocument<Pitch>> {
  const found = await asked.documents.get<Pitch>(kinds.pitch, asked.call.params['pitch']!)
  if (found === undefined || found.parent !== asked.call.params['event']) throw new Fault('not-found', 'community/pitch-unknown', 'There is no such session.')
  return found
}

export async function all<Body>(documents: PlugDocuments, kind: string, parent: string): Promise<readonly PlugDocument<Body>[]> {
  const pages: PlugDocument<Body>[] = []
  for (;;) {
    const last = pages.at(-1)?.id
    const page = await documents.list<Body>(kind, { parent, count: 1000, ...(last === undefined ? {} : { after: last }) })
    pages.push(...page)
    if (page.length < 1000) return pages
  }
}

export async function boardOf(documents: PlugDocuments, event: string): Promise<{ readonly version: number; readonly board: Board }> {
  const found = await documents.get<Board>(kinds.board, event)
  return { version: found?.version ?? 0, board: found?.body ?? { cells: {}, pinned: [], parked: [] } }
}

/** Pitches that stand on the board or could. */
export async function offeredPitches(documents: PlugDocuments, event: string): Promise<readonly PlugDocument<Pitch>[]> {
  return (await all<Pitch>(documents, kinds.pitch, event)).filter(({ body }) => !body.draft && !body.withdrawn)
}
