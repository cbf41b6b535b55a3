import type { ResponseItem } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { isEditor, ownerOf as ownerAt } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { BarcampEvent, BoardInput, PitchInput } from './shapes.ts'

/** Everything of an event but itself has the event as its parent. */
export const kinds = {
  event: 'barcamp', pitch: 'barcamp-pitch', board: 'barcamp-board', ballot: 'barcamp-ballot', guest: 'barcamp-guest', note: 'barcamp-note', feedback: 'barcamp-feedback', form: 'barcamp-form',
} as const

export interface Pitch extends PitchInput {
  /** Whose browser offered it ({@link ownerOf}); undefined = an editor. */
  readonly owner: string | undefined
  readonly withdrawn: boolean
  readonly outcome: string
}

/** Where sessions stand. What is on neither list and no draft is in the queue. */
export type Board = Omit<BoardInput, 'version'>

export interface Guest {
  readonly name: string
  readonly organization: string
  readonly mail: string
  readonly language: 'de' | 'en'
  /** Since when; milliseconds since 1970 UTC. */
  readonly since: number
  /** On the badge; 8 characters. Opens nothing but the door's list, to who may see that. */
  readonly code: string
  /** What the link in their mail proves itself by, 43 characters; not as a digest alone, because the next mail has the same link. */
  readonly ticket: string
  /** Has been on the waiting list. */
  readonly waited: boolean
  /** Has been told of moving up. */
  readonly told: boolean
  /** To what the event asks at its registration: items of a QuestionnaireResponse. */
  readonly answers?: readonly ResponseItem[]
  /** As it was noted at the door last; `turn` is the milliseconds since 1970 UTC there, and grows. */
  readonly arrival?: { readonly here: boolean; readonly turn: number }
}

/** Stands for one browser at one event. Where the route has a device. */
export function ownerOf(asked: Asked): string {
  return ownerAt(asked, asked.call.params['event']!)
}

/** Faults: community/barcamp-unknown; also where it is hidden from who asks. */
export async function eventOf(asked: Asked): Promise<PlugDocument<BarcampEvent>> {
  const id = asked.call.params['event']!
  const found = await asked.together.read(`${asked.carrier.slug} ${kinds.event} ${id}`, () => asked.documents.get<BarcampEvent>(kinds.event, id))
  if (found === undefined || (found.body.stage === 'hidden' && !isEditor(asked))) throw new Fault('not-found', 'community/barcamp-unknown', 'There is no such event.')
  return found
}

/** Faults: community/pitch-unknown; also where it is somebody else's draft. */
export async function pitchOf(asked: Asked): Promise<PlugDocument<Pitch>> {
  const found = await asked.documents.get<Pitch>(kinds.pitch, asked.call.params['pitch']!)
  const isTheirs = found?.body.draft === true && (asked.call.caller.device === undefined || found.body.owner !== ownerOf(asked))
  if (found === undefined || found.parent !== asked.call.params['event'] || isTheirs) throw new Fault('not-found', 'community/pitch-unknown', 'There is no such session.')
  return found
}

/** How many are registered, those included who wait. */
export function countGuests({ carrier, documents, together }: Asked, event: string): Promise<number> {
  return together.read(`${carrier.slug} ${kinds.guest} ${event}`, () => documents.count(kinds.guest, event))
}

export async function boardOf(documents: PlugDocuments, event: string): Promise<{ readonly version: number; readonly board: Board }> {
  const found = await documents.get<Board>(kinds.board, event)
  return { version: found?.version ?? 0, board: found?.body ?? { cells: {}, pinned: [], parked: [] } }
}

/** Pitches that stand on the board or could. */
export async function offeredPitches(documents: PlugDocuments, event: string): Promise<readonly PlugDocument<Pitch>[]> {
  return (await allDocuments<Pitch>(documents, kinds.pitch, event)).filter(({ body }) => !body.draft && !body.withdrawn)
}
