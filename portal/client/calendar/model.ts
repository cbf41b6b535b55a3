/** One calendar: a person's, a room's or a device's. */
export interface Calendar {
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'place'
  /** What is done there, as it is called; '' where it says nothing. */
  readonly service: string
  /** Rooms and devices that other calendars need follow them: one books and moves there, not here. */
  readonly follows: boolean
  /** References of those it is about: Practitioner/…, Location/…, HealthcareService/… */
  readonly actors: readonly string[]
}

/** free · blocked: by somebody, or because something it needs is taken · busy: taken, by what is not to be seen here · the rest: an appointment. */
export type EntryState = 'free' | 'blocked' | 'busy' | 'booked' | 'requested' | 'here' | 'done' | 'missed'

export interface Person {
  readonly id: string
  readonly name: string
  readonly birthDate: string | undefined
  readonly number: string | undefined
  /** false = all that is known is the name in the appointment: the record may not be seen. */
  readonly hasRecord: boolean
}

export interface Booked {
  readonly id: string
  readonly service: string
  readonly note: string
  /** undefined = the appointment names none. */
  readonly person: Person | undefined
}

/** A stretch of time in a calendar's column. Instants in milliseconds since 1970. */
export interface Entry {
  readonly key: string
  readonly calendar: string
  readonly start: number
  readonly end: number
  readonly state: EntryState
  /** The one Slot's id; undefined for an appointment that holds none, or several. */
  readonly slot: string | undefined
  readonly booked: Booked | undefined
  /** Blocked by somebody, who may give it back; not because something it needs is taken. */
  readonly byHand: boolean
  /** Place among those that overlap, and how many places there are. */
  readonly lane: number
  readonly lanes: number
}

/** Whether it may still be moved or cancelled. */
export const isOpen = ({ state }: Pick<Entry, 'state'>): boolean => state === 'booked' || state === 'requested'
