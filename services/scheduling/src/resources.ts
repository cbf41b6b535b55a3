import type { FhirResource } from '@steckwerk/plug'

/** The parts of R4 resources that booking reads; everything else is carried along untouched. */
export interface Reference {
  readonly reference?: string
  readonly display?: string
}

export interface Extension {
  readonly url: string
  readonly extension?: readonly Extension[]
  readonly [value: string]: unknown
}

export interface Identifier {
  readonly system?: string
  readonly value?: string
}

export type SlotStatus = 'free' | 'busy' | 'busy-unavailable' | 'busy-tentative' | 'entered-in-error'

export interface Slot extends FhirResource {
  readonly resourceType: 'Slot'
  readonly identifier?: readonly Identifier[]
  readonly schedule: Reference
  readonly status: SlotStatus
  /** Instants with their offset. */
  readonly start: string
  readonly end: string
}

export interface Schedule extends FhirResource {
  readonly resourceType: 'Schedule'
  readonly active?: boolean
  readonly actor?: readonly Reference[]
  readonly serviceType?: readonly unknown[]
  readonly specialty?: readonly unknown[]
  readonly extension?: readonly Extension[]
}

export type ParticipantStatus = 'accepted' | 'declined' | 'tentative' | 'needs-action'

export interface Participant {
  readonly actor?: Reference
  readonly status?: ParticipantStatus
  readonly [member: string]: unknown
}

export interface Period {
  readonly start?: string
  readonly end?: string
}

export interface Appointment extends FhirResource {
  readonly resourceType: 'Appointment'
  readonly status: string
  readonly start?: string
  readonly end?: string
  readonly created?: string
  readonly slot?: readonly Reference[]
  readonly participant: readonly Participant[]
  readonly requestedPeriod?: readonly Period[]
  readonly extension?: readonly Extension[]
  readonly serviceType?: readonly unknown[]
  readonly specialty?: readonly unknown[]
  readonly cancelationReason?: unknown
}

/** A resource as the store gives it out. */
export type Stored<R extends FhirResource> = R & { readonly id: string }

export const isSlot = (resource: FhirResource | undefined): resource is Stored<Slot> => resource?.resourceType === 'Slot'
export const isSchedule = (resource: FhirResource | undefined): resource is Stored<Schedule> => resource?.resourceType === 'Schedule'
export const isAppointment = (resource: FhirResource | undefined): resource is Stored<Appointment> => resource?.resourceType === 'Appointment'

/** The id within this carrier's records, of `Type/id` or of an address below `base`; undefined for what lies elsewhere. */
export function localId(reference: string | undefined, type: string, base: string): string | undefined {
  const relative = reference?.startsWith(`${base}/`) === true ? reference.slice(base.length + 1) : reference
  const [, found, id] = /^([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]+)?$/.exec(relative ?? '') ?? []
  return found === type ? id : undefined
}

/** Patients of an appointment, as `Patient/<id>`. */
export function patientsOf(appointment: Appointment, base: string): readonly string[] {
  return appointment.participant.flatMap(({ actor }) => {
    const id = localId(actor?.reference, 'Patient', base)
    return id === undefined ? [] : [`Patient/${id}`]
  })
}

export const slotIds = (appointment: Appointment, base: string): readonly string[] =>
  (appointment.slot ?? []).flatMap(({ reference }) => localId(reference, 'Slot', base) ?? [])

/** Extensions without those of a name. */
export const without = (extensions: readonly Extension[] | undefined, ...urls: readonly string[]): readonly Extension[] =>
  (extensions ?? []).filter(({ url }) => !urls.includes(url))

/** A resource without empty members: FHIR knows none. */
export function tidy<R extends object>(resource: R): R {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => !isEmpty(value))) as R
}

const isEmpty = (value: unknown): boolean => value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
