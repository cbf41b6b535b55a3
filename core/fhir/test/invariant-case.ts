export type Members = Readonly<Record<string, unknown>>

/** A resource that breaks one invariant, where it does, and the same resource mended. */
export interface InvariantCase {
  readonly key: string
  readonly at: string
  readonly broken: Members
  readonly mended: Members
}

/** A case by what both resources have, and what each has besides. */
export function each(key: string, at: string, common: Members, broken: Members, mended: Members): InvariantCase {
  return { key, at, broken: { ...common, ...broken }, mended: { ...common, ...mended } }
}

export const code = { text: 'a' }
export const extension = [{ url: 'urn:a', valueBoolean: true }]
export const reference = { reference: 'Patient/1' }
export const ucum = 'http://unitsofmeasure.org'
export const patient = { resourceType: 'Patient' }

/** A CodeableConcept of one of the code systems that HL7 keeps. */
export function status(system: string, value: string): Members {
  return { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: value }] }
}
