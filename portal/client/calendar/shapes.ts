import type { CodeableConcept, Identifier, Reference } from '../fhir-shapes.ts'

/** The parts of Schedule, Slot and Appointment that the staff's calendar reads; everything else is carried along untouched. */
export interface Extension {
  readonly url: string
  readonly valueCode?: string
  readonly valueTime?: string
  readonly valueDateTime?: string
  readonly valueUnsignedInt?: number
  readonly valueReference?: Reference
  readonly extension?: readonly Extension[]
}

interface Base {
  readonly id?: string
  readonly meta?: { readonly versionId?: string; readonly tag?: readonly { readonly system?: string; readonly code?: string }[] }
}

export interface Schedule extends Base {
  readonly resourceType: 'Schedule'
  readonly active?: boolean
  readonly actor?: readonly Reference[]
  readonly serviceType?: readonly CodeableConcept[]
  readonly extension?: readonly Extension[]
}

export interface Slot extends Base {
  readonly resourceType: 'Slot'
  readonly schedule?: Reference
  readonly status?: string
  readonly start?: string
  readonly end?: string
}

export interface Participant {
  readonly actor?: Reference
  readonly status?: string
}

export interface Appointment extends Base {
  readonly resourceType: 'Appointment'
  readonly identifier?: readonly Identifier[]
  readonly status?: string
  readonly start?: string
  readonly end?: string
  readonly requestedPeriod?: readonly { readonly start?: string; readonly end?: string }[]
  readonly slot?: readonly Reference[]
  readonly serviceType?: readonly CodeableConcept[]
  readonly description?: string
  readonly comment?: string
  readonly created?: string
  readonly participant?: readonly Participant[]
  readonly extension?: readonly Extension[]
  readonly cancelationReason?: CodeableConcept
}
