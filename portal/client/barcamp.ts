import type { Questionnaire, ResponseItem } from '@steckwerk/form'
import { request } from './request.ts'

/** What the network's service answers at /services/{plug}/{network}/barcamps, of which `service` is what comes before /barcamps. Instants are ISO 8601 in UTC. */
export interface BarcampRoom {
  readonly id: string
  readonly name: string
  readonly seats: number
  readonly equipment: readonly string[]
  /** Slots in which it cannot be used. */
  readonly closedAt: readonly string[]
}

export interface BarcampSlot {
  readonly id: string
  readonly start: string
  readonly end: string
}

export interface BarcampEvent {
  readonly title: string
  readonly about: string
  readonly place: string
  readonly rooms: readonly BarcampRoom[]
  readonly slots: readonly BarcampSlot[]
  readonly capacity: number
  readonly stage: 'hidden' | 'open' | 'ended'
  readonly pitching: boolean
  readonly voting: boolean
  readonly programme: boolean
  /** How many days after the end registrations are deleted. */
  readonly keepDays: number
}

export type PitchFormat = 'talk' | 'discussion' | 'workshop' | 'demo' | 'question'

export interface PitchDraft {
  readonly title: string
  readonly about: string
  readonly hosts: readonly string[]
  readonly format: PitchFormat
  readonly seats: number
  readonly equipment: readonly string[]
  readonly notAt: readonly string[]
  readonly draft: boolean
}

export interface Cell {
  readonly slot: string
  readonly room: string
}

export interface Pitch extends PitchDraft {
  readonly id: string
  readonly version: number
  readonly own: boolean
  readonly state: 'draft' | 'queue' | 'parked' | 'grid'
  readonly cell?: Cell
  readonly outcome: string
}

export interface Barcamp {
  readonly id: string
  readonly version: number
  readonly event: BarcampEvent
  readonly editor: boolean
  readonly registered: number
  readonly pitches: readonly Pitch[]
  /** Sessions this browser voted for. */
  readonly wants: readonly string[]
}

export interface BarcampSummary {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly stage: BarcampEvent['stage']
  readonly start: string
  readonly end: string
}

export interface Board {
  readonly version: number
  readonly cells: Readonly<Record<string, Cell>>
  readonly pinned: readonly string[]
  readonly parked: readonly string[]
}

export type BrokenNeed = 'seats' | 'equipment' | 'host-away'

export interface BoardState extends Board {
  readonly voters: number
  readonly unmet: number
  readonly broken: readonly { readonly session: string; readonly need: BrokenNeed }[]
  /** Stand where they cannot: the room is closed or gone. */
  readonly misplaced: readonly string[]
  readonly votes: Readonly<Record<string, number>>
}

export interface Proposal {
  readonly version: number
  readonly cells: Readonly<Record<string, Cell>>
  readonly moved: readonly string[]
  readonly added: readonly string[]
  readonly unplaced: readonly { readonly session: string; readonly reason: 'no-room' | 'no-time' | 'pin' | 'full' }[]
  readonly broken: BoardState['broken']
  readonly unmet: number
  readonly unmetBefore: number
}

export interface Registration {
  readonly name: string
  readonly organization: string
  readonly mail: string
}

/** What is asked at the registration; `questionnaire` null = nothing that this reader sees. */
export interface RegistrationForm {
  readonly version: number
  readonly on: boolean
  readonly questionnaire: Questionnaire | null
}

/** Without a registration; or with a place (`waiting` 0), or as number n of the waiting list. */
export type OwnRegistration = { readonly registered: false } | (Registration & {
  readonly registered: true
  readonly waiting: number
  /** For the door. */
  readonly code: string
})

/** What the fragment of a mail's link holds: `owner.proof`. */
export interface Ticket {
  readonly owner: string
  readonly proof: string
}

export interface ListedGuest extends Registration {
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly since: number
  readonly code: string
  readonly waiting: number
  /** To what the registration asks. */
  readonly answers: readonly ResponseItem[]
  /** When they were let in; milliseconds since 1970 UTC. */
  readonly arrived: number | null
}

export interface Arrival {
  readonly guest: string
  readonly here: boolean
  readonly turn: number
}

export interface Note {
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly text: string
  readonly by: string
}

/** stars: 1 to 5. */
export interface Feedback {
  readonly stars: number
  readonly text: string
}

/** pitch: '' = of the whole event. */
export interface GivenFeedback extends Feedback {
  readonly pitch: string
}

export interface Vote {
  readonly pitch: string
  readonly want: boolean
  readonly turn: number
}

const barcamps = (service: string): string => `${service}/barcamps`
const at = (service: string, event: string, ...rest: readonly string[]): string => [barcamps(service), ...[event, ...rest].map(encodeURIComponent)].join('/')

export const liveAddress = (service: string, event: string): string => at(service, event, 'live')
export const guestsFileAddress = (service: string, event: string): string => at(service, event, 'guests.csv')
export const badgesAddress = (service: string, event: string): string => at(service, event, 'badges.pdf')

export function fetchBarcamps(service: string, signal?: AbortSignal): Promise<{ readonly events: readonly BarcampSummary[]; readonly editor: boolean }> {
  return request(barcamps(service), signal === undefined ? {} : { signal })
}
export function createBarcamp(service: string, event: BarcampEvent): Promise<{ readonly id: string }> {
  return request(barcamps(service), { method: 'POST', json: event })
}
export function fetchBarcamp(service: string, event: string, signal?: AbortSignal): Promise<Barcamp> {
  return request(at(service, event), signal === undefined ? {} : { signal })
}
export function changeBarcamp(service: string, id: string, version: number, event: BarcampEvent): Promise<void> {
  return request(at(service, id), { method: 'PUT', json: { version, event } })
}
export function sendVotes(service: string, event: string, votes: readonly Vote[]): Promise<void> {
  return request(at(service, event, 'votes'), { method: 'POST', json: { votes } })
}
export function offerPitch(service: string, event: string, key: string, pitch: PitchDraft): Promise<{ readonly id: string }> {
  return request(at(service, event, 'pitches'), { method: 'POST', json: { key, pitch } })
}
export function changePitch(service: string, event: string, id: string, version: number, pitch: PitchDraft): Promise<void> {
  return request(at(service, event, 'pitches', id), { method: 'PUT', json: { version, pitch } })
}
export function withdrawPitch(service: string, event: string, id: string): Promise<void> {
  return request(at(service, event, 'pitches', id), { method: 'DELETE' })
}
export function writeOutcome(service: string, event: string, id: string, outcome: string): Promise<void> {
  return request(at(service, event, 'pitches', id, 'outcome'), { method: 'PUT', json: { outcome } })
}
/** Of a session; of the whole event where `pitch` is ''. */
export function giveFeedback(service: string, event: string, pitch: string, { stars, text }: Feedback): Promise<void> {
  return request(pitch === '' ? at(service, event, 'feedback') : at(service, event, 'pitches', pitch, 'feedback'), { method: 'PUT', json: { stars, text } })
}
export function fetchNotes(service: string, event: string, id: string, signal?: AbortSignal): Promise<{ readonly notes: readonly Note[] }> {
  return request(at(service, event, 'pitches', id, 'notes'), signal === undefined ? {} : { signal })
}
export function addNote(service: string, event: string, id: string, note: { readonly key: string; readonly text: string; readonly by: string }): Promise<void> {
  return request(at(service, event, 'pitches', id, 'notes'), { method: 'POST', json: note })
}
export function fetchRegistration(service: string, event: string, signal?: AbortSignal): Promise<OwnRegistration> {
  return request(at(service, event, 'registration'), signal === undefined ? {} : { signal })
}
export const fetchRegistrationForm = (service: string, event: string, signal: AbortSignal): Promise<RegistrationForm> => request(at(service, event, 'form'), { signal })
export const writeRegistrationForm = (service: string, event: string, json: RegistrationForm): Promise<{ readonly version: number }> => request(at(service, event, 'form'), { method: 'PUT', json })
export function register(service: string, event: string, registration: Registration & { readonly answers: readonly ResponseItem[] }): Promise<OwnRegistration> {
  return request(at(service, event, 'registration'), { method: 'PUT', json: registration })
}
export function cancelRegistration(service: string, event: string): Promise<void> {
  return request(at(service, event, 'registration'), { method: 'DELETE' })
}
export function fetchTicket(service: string, event: string, ticket: Ticket): Promise<OwnRegistration & { readonly title: string }> {
  return request(at(service, event, 'ticket'), { method: 'POST', json: ticket })
}
export function cancelTicket(service: string, event: string, ticket: Ticket): Promise<void> {
  return request(at(service, event, 'ticket', 'cancelled'), { method: 'POST', json: ticket })
}
export function fetchGuests(service: string, event: string, signal?: AbortSignal): Promise<{ readonly guests: readonly ListedGuest[] }> {
  return request(at(service, event, 'guests'), signal === undefined ? {} : { signal })
}
export function cancelGuest(service: string, event: string, guest: string): Promise<void> {
  return request(at(service, event, 'guests', guest), { method: 'DELETE' })
}
export function noteArrivals(service: string, event: string, arrivals: readonly Arrival[]): Promise<void> {
  return request(at(service, event, 'arrivals'), { method: 'POST', json: { arrivals } })
}
export function fetchFeedback(service: string, event: string, signal?: AbortSignal): Promise<{ readonly feedback: readonly GivenFeedback[] }> {
  return request(at(service, event, 'feedback'), signal === undefined ? {} : { signal })
}
export function fetchAllNotes(service: string, event: string, signal?: AbortSignal): Promise<{ readonly notes: readonly (Note & { readonly pitch: string })[] }> {
  return request(at(service, event, 'notes'), signal === undefined ? {} : { signal })
}
export function fetchBoard(service: string, event: string, signal?: AbortSignal): Promise<BoardState> {
  return request(at(service, event, 'board'), signal === undefined ? {} : { signal })
}
export function changeBoard(service: string, event: string, { version, cells, pinned, parked }: Board): Promise<{ readonly version: number }> {
  return request(at(service, event, 'board'), { method: 'PUT', json: { version, cells, pinned, parked } })
}
export function fetchProposal(service: string, event: string, kind: 'new' | 'least'): Promise<Proposal> {
  return request(at(service, event, 'proposals'), { method: 'POST', json: { kind } })
}
