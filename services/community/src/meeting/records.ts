import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { isEditor, ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { Move } from '../dates/moves.ts'
import type { Round } from './dating/plan.ts'
import type { Card, EntryState, Meeting, MinutesInput, ParticipationInput, Point, Project } from './shapes.ts'

/** Everything of a meeting but itself has the meeting as its parent. */
export const kinds = {
  meeting: 'meeting', participant: 'meeting-participant', card: 'meeting-card', agenda: 'meeting-agenda', dating: 'meeting-dating', entry: 'meeting-entry', minutes: 'meeting-minutes', notice: 'meeting-notice',
} as const

export interface KeptMeeting extends Meeting {
  readonly moves: readonly Move[]
}

export interface Participant extends ParticipationInput {
  /** Browsers and accounts that speak for them ({@link ownersAt}). */
  readonly owners: readonly string[]
  /** Takes part: signed in, or the mail's link was opened. */
  readonly confirmed: boolean
  /** The address is theirs: mails may go to it. */
  readonly mailProven: boolean
  /** What the mails' links hold; '' = no mail was sent. */
  readonly proof: string
  /** The beginning that the way in was mailed for; '' = it was not yet. */
  readonly told: string
  readonly language: 'de' | 'en'
}

/** A participant's; its id is theirs. */
export interface KeptCard extends Card {
  readonly office: string
  readonly since: number
}

/** The meeting's, under its id. */
export interface Agenda {
  readonly points: readonly (Point & { /** Whose card it is; '' = nobody's. */ readonly office: string })[]
  readonly current: string
  /** Since when it is talked about; an instant, '' = nothing is. */
  readonly since: string
}

/** The meeting's, under its id. */
export interface Dating {
  readonly people: readonly string[]
  readonly rounds: readonly Round[]
  readonly tables: number
  readonly length: number
  readonly current: number
  readonly since: string
}

export interface Entry {
  readonly participant: string
  readonly office: string
  readonly project: Project
  readonly dimension: string
  readonly state: EntryState
  readonly note: string
}

/** One version; versions count on in their ids. */
export interface Minutes extends Omit<MinutesInput, 'after'> {
  /** Offices, and people who may be named, as they were when it was written. */
  readonly offices: readonly string[]
  readonly people: readonly string[]
  readonly matrix: readonly { readonly project: string; readonly cells: readonly { readonly dimension: string; readonly office: string; readonly state: EntryState; readonly note: string }[] }[]
}

/** Faults: community/meeting-unknown; also where it is hidden from who asks. */
export async function meetingOf(asked: Asked): Promise<PlugDocument<KeptMeeting>> {
  const found = await asked.documents.get<KeptMeeting>(kinds.meeting, asked.call.params['meeting']!)
  if (found === undefined || (found.body.stage === 'hidden' && !isEditor(asked))) throw new Fault('not-found', 'community/meeting-unknown', 'There is no such meeting.')
  return found
}

/** Who asks, as a meeting knows them: their account, and their browser. */
export function ownersAt(asked: Asked, meeting: string): readonly string[] {
  const { account, device } = asked.call.caller
  return [
    ...(account === undefined ? [] : [createHash('sha256').update(`${meeting} ${account}`).digest('base64url')]),
    ...(device === undefined ? [] : [ownerOf(asked, meeting)]),
  ]
}

export async function participantsOf({ documents }: Asked, meeting: string): Promise<readonly PlugDocument<Participant>[]> {
  return allDocuments<Participant>(documents, kinds.participant, meeting)
}

export function ownAmong(asked: Asked, meeting: string, participants: readonly PlugDocument<Participant>[]): PlugDocument<Participant> | undefined {
  const owners = ownersAt(asked, meeting)
  return participants.find(({ body }) => body.owners.some((owner) => owners.includes(owner)))
}

/** Faults: community/meeting-participants. */
export async function takingPart(asked: Asked, meeting: string): Promise<PlugDocument<Participant>> {
  const own = ownAmong(asked, meeting, await participantsOf(asked, meeting))
  if (own === undefined || !own.body.confirmed) throw new Fault('forbidden', 'community/meeting-participants', 'Only who takes part in the meeting does this.')
  return own
}

/** Everything a project is told apart by: the undertaking, or its title. */
export function projectKey({ title, undertaking }: Project): string {
  return undertaking === '' ? `title ${title.toLocaleLowerCase('de').replaceAll(/\s+/g, ' ')}` : `undertaking ${undertaking}`
}
