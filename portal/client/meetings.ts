import type { NetworkInfo } from '@steckwerk/api/contract/network'
import type { Move } from './groups.ts'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What the network's service answers at …/meetings (services/community/src/meeting). Instants are ISO 8601 in UTC. */
export interface Meeting {
  readonly title: string
  readonly about: string
  readonly kind: 'online' | 'in-person'
  readonly start: string
  readonly end: string
  readonly place: string
  readonly travel: string
  readonly rooms: string
  readonly stage: 'hidden' | 'open' | 'ended'
  /** Why it does not take place; '' = it does. */
  readonly cancelled: string
}

/** With the way in, as editors write it. */
export interface MeetingDraft extends Meeting {
  readonly access: string
}

export interface MeetingLine extends Pick<Meeting, 'title' | 'kind' | 'start' | 'end' | 'place' | 'stage'> {
  readonly id: string
  readonly cancelled: boolean
  /** Whether its minutes are published. */
  readonly minutes: boolean
}

export interface Project {
  readonly title: string
  /** Id of the undertaking it is; '' = it is typed only. */
  readonly undertaking: string
}

export interface Card {
  /** Code of a dimension; '' = none. */
  readonly topic: string
  readonly proud: string
  readonly challenge: string
  readonly next: string
  readonly differently: string
  /** 0 = not at all to 4 = entirely; null = nothing is said. */
  readonly dependence: number | null
  readonly dependenceText: string
  readonly projects: readonly Project[]
}

/** A card's id is its participant's. */
export interface KeptCard extends Card {
  readonly id: string
  readonly version: number
  readonly office: string
}

export interface Point {
  readonly id: string
  /** '' = a point of its own. */
  readonly card: string
  readonly title: string
  readonly minutes: number
  readonly note: string
}

export interface Agenda {
  readonly version: number
  readonly points: readonly (Point & { readonly office: string })[]
  readonly current: string
  readonly since: string
}

export interface Table {
  /** Ids of participants. */
  readonly people: readonly string[]
  readonly dimension: string
}

export interface Dating {
  readonly version: number
  readonly people: readonly string[]
  readonly rounds: readonly (readonly Table[])[]
  readonly tables: number
  /** Minutes of a round. */
  readonly length: number
  /** From 1; 0 = none yet. */
  readonly current: number
  readonly since: string
}

export type EntryState = 'have' | 'plan' | 'helps'

export interface MatrixCell {
  readonly office: string
  readonly dimension: string
  readonly state: EntryState
  readonly note: string
}

export interface MatrixRow {
  readonly project: Project
  readonly entries: readonly (MatrixCell & { readonly participant: string })[]
}

export interface MeetingTask {
  readonly what: string
  readonly who: string
  readonly until: string
}

export interface MinutesText {
  readonly summary: string
  readonly sections: readonly { readonly title: string; readonly text: string }[]
  readonly decisions: readonly string[]
  readonly tasks: readonly MeetingTask[]
}

export interface Minutes extends MinutesText {
  readonly number: number
  readonly at: string
  readonly published: boolean
  readonly offices: readonly string[]
  readonly people: readonly string[]
  readonly matrix: readonly { readonly project: string; readonly cells: readonly MatrixCell[] }[]
}

export interface Participation {
  readonly office: string
  readonly actor: string
  readonly name: string
  readonly mail: string
  readonly named: boolean
}

export interface MeetingParticipant {
  readonly id: string
  readonly office: string
  readonly name: string
  readonly mail?: string
  readonly mailProven?: boolean
  readonly named?: boolean
}

/** What those who take part see, and editors. */
export interface Inside {
  readonly participants: readonly MeetingParticipant[]
  readonly cards: readonly KeptCard[]
  readonly agenda: Agenda
  readonly dating: Dating
  readonly matrix: readonly MatrixRow[]
}

export interface MeetingView extends Partial<Inside> {
  readonly id: string
  readonly version: number
  readonly editor: boolean
  readonly inside: boolean
  readonly meeting: Meeting
  readonly moves: readonly Move[]
  readonly dimensions: readonly { readonly code: string; readonly title: string }[]
  /** The way in, where it may be seen already; '' = there is none. */
  readonly access?: string
  /** How many offices take part. */
  readonly offices: number
  readonly you: (Participation & { readonly id: string; readonly confirmed: boolean; readonly mailProven: boolean }) | null
  readonly minutes: Minutes | null
}

/** Of those who see what is inside; undefined for everybody else. */
export function insideOf({ participants, cards, agenda, dating, matrix }: MeetingView): Inside | undefined {
  return participants === undefined || cards === undefined || agenda === undefined || dating === undefined || matrix === undefined ? undefined : { participants, cards, agenda, dating, matrix }
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', 'meetings', ...parts)

export const meetingLive = (network: NetworkInfo, meeting: string): string => at(network, meeting, 'live')
export const matrixAddress = (network: NetworkInfo, meeting: string, language: string): string => `${at(network, meeting, 'matrix.csv')}?language=${language}`
export const minutesAddress = (network: NetworkInfo, meeting: string, language: string): string => `${at(network, meeting, 'minutes.pdf')}?language=${language}`

export const fetchMeetings = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly editor: boolean; readonly meetings: readonly MeetingLine[] }> => request(at(network), { signal })
export const createMeetings = (network: NetworkInfo, meetings: readonly MeetingDraft[]): Promise<{ readonly ids: readonly string[] }> => request(at(network), { method: 'POST', json: { meetings } })
export const fetchMeeting = (network: NetworkInfo, meeting: string, language: string, signal: AbortSignal): Promise<MeetingView> => request(`${at(network, meeting)}?language=${language}`, { signal })
export const changeMeeting = (network: NetworkInfo, id: string, version: number, meeting: MeetingDraft, moved: string): Promise<void> => request(at(network, id), { method: 'PUT', json: { version, meeting, moved } })
export const removeMeeting = (network: NetworkInfo, id: string): Promise<void> => request(at(network, id), { method: 'DELETE' })

export const takePart = (network: NetworkInfo, meeting: string, json: Participation): Promise<{ readonly confirmed: boolean; readonly asked: boolean }> => request(at(network, meeting, 'participation'), { method: 'PUT', json })
export const leaveMeeting = (network: NetworkInfo, meeting: string): Promise<void> => request(at(network, meeting, 'participation'), { method: 'DELETE' })
export const confirmTakingPart = (network: NetworkInfo, meeting: string, participant: string, proof: string): Promise<{ readonly office: string }> =>
  request(at(network, meeting, 'participation', 'confirmed'), { method: 'POST', json: { participant, proof } })
export const removeParticipant = (network: NetworkInfo, meeting: string, participant: string): Promise<void> => request(at(network, meeting, 'participants', participant), { method: 'DELETE' })
/** null takes the card back. */
export const writeCard = (network: NetworkInfo, meeting: string, version: number, card: Card | null): Promise<void> => request(at(network, meeting, 'card'), { method: 'PUT', json: { version, card } })
export function changeAgenda(network: NetworkInfo, meeting: string, { version, points, current }: Pick<Agenda, 'version' | 'current'> & { readonly points: readonly Point[] }): Promise<{ readonly version: number }> {
  return request(at(network, meeting, 'agenda'), { method: 'PUT', json: { version, current, points: points.map(({ id, card, title, minutes, note }) => ({ id, card, title, minutes, note })) } })
}
/** over: how many there is no time left for. */
export const proposeAgenda = (network: NetworkInfo, meeting: string): Promise<{ readonly points: readonly Point[]; readonly over: number }> => request(at(network, meeting, 'agenda', 'proposal'))
export const changeDating = (network: NetworkInfo, meeting: string, json: Omit<Dating, 'rounds' | 'since'> & { readonly rounds: number }): Promise<unknown> => request(at(network, meeting, 'dating'), { method: 'PUT', json })
/** state null takes it back. */
export const writeEntry = (network: NetworkInfo, meeting: string, json: { readonly project: Project; readonly dimension: string; readonly state: EntryState | null; readonly note: string; readonly participant?: string }): Promise<void> =>
  request(at(network, meeting, 'matrix'), { method: 'PUT', json })

export interface MinutesVersions {
  /** What they would be, made now. */
  readonly made: MinutesText
  readonly shown: Minutes | null
  readonly versions: readonly { readonly number: number; readonly at: string; readonly published: boolean }[]
}
export const fetchMinutes = (network: NetworkInfo, meeting: string, language: string, version: number | undefined, signal: AbortSignal): Promise<MinutesVersions> =>
  request(`${at(network, meeting, 'minutes')}?language=${language}${version === undefined ? '' : `&version=${version}`}`, { signal })
export const writeMinutes = (network: NetworkInfo, meeting: string, json: MinutesText & { readonly after: number; readonly published: boolean }): Promise<{ readonly number: number }> =>
  request(at(network, meeting, 'minutes'), { method: 'POST', json })
export const sendMinutes = (network: NetworkInfo, meeting: string): Promise<{ readonly sent: number; readonly refused: number }> => request(at(network, meeting, 'minutes', 'sent'), { method: 'POST', json: {} })
