import type { Bed, Department, House, Ward } from './house.ts'
import type { Person } from './person.ts'

/** The events the simulator plays, by their HL7 trigger. */
export type Trigger = 'A01' | 'A02' | 'A03' | 'A04' | 'A05' | 'A08' | 'A11' | 'A12' | 'A13' | 'A21' | 'A22' | 'A28' | 'A31' | 'A40'

export interface Physician {
  readonly number: string
  readonly title: string
  readonly given: string
  readonly family: string
}

/** Where a case is: a bed, or a ward without one. */
export type Place = Bed | { readonly ward: Ward; readonly room?: undefined; readonly name?: undefined }

/** One movement of a case; `id` goes into ZBE-1. */
export interface Movement {
  readonly id: string
  readonly trigger: 'A01' | 'A02' | 'A03' | 'A04' | 'A05'
  start: Date
  place: Place
}

export type CaseStatus = 'planned' | 'in-progress' | 'onleave' | 'finished' | 'cancelled'

export interface Case {
  readonly number: string
  readonly kind: 'inpatient' | 'outpatient'
  readonly newborn: boolean
  readonly physician: Physician
  department: Department
  status: CaseStatus
  movements: Movement[]
  admitted: Date
  discharged: Date | undefined
}

export interface Patient {
  readonly number: string
  person: Person
  mother: Patient | undefined
  /** Named in NK1 by his patient number and its system; of the demo's newborn. */
  readonly father?: { readonly patient: Patient; readonly system: string }
  mergedInto: Patient | undefined
  /** The case messages are about now; undefined for persons without any. */
  current: Case | undefined
  readonly cases: Case[]
}

/** What ZBE says of a movement. */
export interface SentMovement {
  readonly id: string
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE' | 'REFERENCE'
  readonly start: Date
  /** Trigger of the movement itself, which a cancel or an update refers to. */
  readonly origin: Trigger
}

/** What happened, for a style to write. */
export interface HospitalEvent {
  readonly trigger: Trigger
  /** Sent now, happened then. */
  readonly recorded: Date
  readonly occurred: Date
  readonly controlId: string
  readonly house: House
  readonly patient: Patient
  readonly case: Case | undefined
  readonly place: Place | undefined
  readonly prior: Place | undefined
  readonly movement: SentMovement | undefined
  /** A40: the patient that ends. */
  readonly merged: Patient | undefined
}
