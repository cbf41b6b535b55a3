/** The FHIR R4 data types the maps write, with no more than they write. */
export interface Coding {
  system?: string
  code?: string
  display?: string
}

export interface CodeableConcept {
  coding?: Coding[]
  text?: string
}

export interface Period {
  start?: string
  _start?: Element
  end?: string
  _end?: Element
}

export interface Identifier {
  use?: string
  type?: CodeableConcept
  system?: string
  value?: string
  assigner?: Reference
}

export interface Reference {
  reference?: string
  identifier?: Identifier
  display?: string
}

export interface Element {
  id?: string
  extension?: Extension[]
}

export interface Extension {
  url: string
  extension?: Extension[]
  [value: `value${string}`]: unknown
}

export interface HumanName {
  use?: string
  text?: string
  family?: string
  _family?: Element
  given?: string[]
  prefix?: string[]
  _prefix?: (Element | null)[]
  suffix?: string[]
}

export interface ContactPoint {
  system: string
  value: string
  _value?: Element
  use?: string
}

export interface Address {
  use?: string
  type?: string
  text?: string
  line?: string[]
  _line?: (Element | null)[]
  city?: string
  state?: string
  postalCode?: string
  country?: string
}

/** A business identifier: what an id is derived from. */
export interface BusinessNumber {
  readonly system: string
  readonly value: string
}

/** Why an element has no value.
 *  Source: http://hl7.org/fhir/StructureDefinition/data-absent-reason. */
export const unknownValue: Element = Object.freeze({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
})

export function codeable(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] }
}
