/** Systems and extension URLs the maps write. Sources: basisprofil-de-r4 1.6.0, ISiK Basis Stufe 4, FHIR R4. */
export const kvnrSystem = 'http://fhir.de/sid/gkv/kvid-10'
export const privateKvnrSystem = 'http://fhir.de/sid/pkv/kvid-10'
export const iknrSystem = 'http://fhir.de/sid/arge-ik/iknr'
export const lanrSystem = 'https://fhir.kbv.de/NamingSystem/KBV_NS_Base_ANR'
export const efnSystem = 'http://fhir.de/sid/bundesaerztekammer/efn'
export const v2IdentifierTypes = 'http://terminology.hl7.org/CodeSystem/v2-0203'
export const germanIdentifierTypes = 'http://fhir.de/CodeSystem/identifier-type-de-basis'
export const snomed = 'http://snomed.info/sct'
export const isoCountries = 'urn:iso:std:iso:3166'

export const hl7Extension = 'http://hl7.org/fhir/StructureDefinition/'
export const germanExtension = 'http://fhir.de/StructureDefinition/'

/** Keeps the ids of the movements (ZBE-1) behind a stay, a discharge or a leave, so that a later message can change or take back the
 *  movement. On Encounter.location: valueIdentifier. On Encounter: nested `id` (valueIdentifier) and `event` (valueCode). */
export const movementExtension = 'urn:steckwerk:extension:movement'

/** The system of numbers a sender gives without one: the channel's system of patient or case numbers with the kind, or the assigner's
 *  name (percent-encoded), as a fragment, for example `https://alpha.example/sid/patient#KIS`. */
export function derivedSystem(base: string, name: string): string {
  return `${base}#${plain.test(name) ? name : encodeURIComponent(name)}`
}

const plain = /^[\w.-]+$/
