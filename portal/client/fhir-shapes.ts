/** The parts of FHIR R4 resources that the ward view reads. Everything is optional, as it is on the wire. */

export interface Reference { readonly reference?: string; readonly display?: string }
export interface Coding { readonly system?: string; readonly code?: string; readonly display?: string }
export interface CodeableConcept { readonly coding?: readonly Coding[]; readonly text?: string }
export interface Identifier { readonly type?: CodeableConcept; readonly system?: string; readonly value?: string }
export interface Period { readonly start?: string; readonly end?: string }
export interface Extension { readonly url: string; readonly valueDateTime?: string }

export interface HumanName {
  readonly use?: string
  readonly text?: string
  readonly family?: string
  readonly given?: readonly string[]
  readonly prefix?: readonly string[]
  readonly suffix?: readonly string[]
}

interface Base {
  readonly id?: string
  readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string }
}

export interface Location extends Base {
  readonly resourceType: 'Location'
  readonly name?: string
  readonly status?: string
  readonly identifier?: readonly Identifier[]
  readonly physicalType?: CodeableConcept
  readonly partOf?: Reference
}

export interface Encounter extends Base {
  readonly resourceType: 'Encounter'
  readonly status?: string
  readonly class?: Coding
  readonly identifier?: readonly Identifier[]
  readonly subject?: Reference
  readonly partOf?: Reference
  readonly period?: Period
  readonly extension?: readonly Extension[]
  readonly serviceType?: CodeableConcept
  readonly serviceProvider?: Reference
  readonly participant?: readonly { readonly type?: readonly CodeableConcept[]; readonly individual?: Reference }[]
  readonly location?: readonly {
    readonly location: Reference
    readonly status?: string
    readonly physicalType?: CodeableConcept
    readonly period?: Period
  }[]
}

export interface Patient extends Base {
  readonly resourceType: 'Patient'
  readonly name?: readonly HumanName[]
  readonly birthDate?: string
  readonly gender?: string
  readonly identifier?: readonly Identifier[]
  readonly deceasedBoolean?: boolean
  readonly deceasedDateTime?: string
}

export interface Practitioner extends Base {
  readonly resourceType: 'Practitioner'
  readonly name?: readonly HumanName[]
}

export interface Organization extends Base {
  readonly resourceType: 'Organization'
  readonly name?: string
  readonly alias?: readonly string[]
  readonly identifier?: readonly Identifier[]
}

export type FhirResource = Location | Encounter | Patient | Practitioner | Organization

export interface Bundle {
  readonly resourceType: 'Bundle'
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource?: { readonly resourceType: string } }[]
}

/** The id in a relative or absolute reference to `type`, undefined for any other reference. */
export function referencedId(reference: Reference | undefined, type: string): string | undefined {
  const parts = reference?.reference?.split('/')
  const at = parts?.lastIndexOf(type) ?? -1
  return at < 0 ? undefined : parts?.[at + 1]
}
