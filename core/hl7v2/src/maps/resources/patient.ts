import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import { applyTo, setElement, withExtensions } from '../patch.ts'
import { unknownPerson, type PersonFacts } from '../segments/person-facts.ts'
import type { Address, ContactPoint, Element, Extension, Identifier } from '../values/shapes.ts'
import { hl7Extension } from '../values/systems.ts'
import { survivorOf } from './survivor.ts'

/** A patient as a message names them. */
export interface NamedPatient {
  /** Derived from the leading number. */
  readonly id: string
  readonly system: string
  readonly identifiers: readonly Identifier[]
}

/** Lays what a message says over the Patient, or over the one that replaced it; returns the id under which the patient is kept now.
 *  The survivor does not take over the number it was replaced under. */
export function putPatient(draft: Draft, named: NamedPatient, facts: PersonFacts): string {
  const id = survivorOf(draft, named.id)
  const current = draft.get('Patient', id)
  const sent = [...named.identifiers, ...facts.identifiers]
  const identifiers = id === named.id ? sent : sent.filter(identifier => identifier.system !== named.system)
  const patient: Resource = current ? { ...current } : { resourceType: 'Patient', id }
  setElement(patient, 'identifier', mergedIdentifiers(current?.identifier as Identifier[] | undefined, identifiers))
  patient.active ??= true
  applyTo(patient, facts.patch)
  applyContacts(patient, facts)
  applyBirthplace(patient, facts)
  if (patient.deceasedDateTime !== undefined) delete patient.deceasedBoolean
  patient.gender ??= unknownPerson.gender
  if (patient.birthDate === undefined) patient._birthDate = unknownPerson._birthDate
  else if (isUnknown(patient._birthDate as Element | undefined)) delete patient._birthDate
  draft.put(patient)
  return id
}

/** Numbers of a system the message speaks of become those it says, each in its place; numbers of other systems stay. */
export function mergedIdentifiers(current: readonly Identifier[] | undefined, sent: readonly Identifier[]): Identifier[] | undefined {
  if (current === undefined) return sent.length === 0 ? undefined : [...sent]
  const merged: Identifier[] = []
  const left = [...sent]
  for (const identifier of current) {
    const at = left.findIndex(({ system, value }) => system === identifier.system && value === identifier.value)
    if (at >= 0) merged.push(...left.splice(at, 1))
    else if (!sent.some(({ system }) => system === identifier.system)) merged.push(identifier)
  }
  merged.push(...left)
  return merged.length === 0 ? undefined : merged
}

function applyContacts(patient: Resource, { homeContacts, workContacts }: PersonFacts): void {
  if (homeContacts !== undefined || workContacts !== undefined)
    patient.telecom = mergedContacts(patient.telecom, homeContacts, workContacts)
  if (patient.telecom === undefined) delete patient.telecom
}

/** Contacts at home and at work are told by two fields: what one leaves out stays. */
export function mergedContacts(
  current: unknown,
  home: readonly ContactPoint[] | null | undefined,
  work: readonly ContactPoint[] | null | undefined,
): ContactPoint[] | undefined {
  const known = (current as ContactPoint[] | undefined) ?? []
  const all = [
    ...(home === undefined ? known.filter(contact => contact.use !== 'work') : (home ?? [])),
    ...(work === undefined ? known.filter(contact => contact.use === 'work') : (work ?? [])),
  ]
  const merged: ContactPoint[] = []
  for (const contact of all) {
    if (!merged.some(({ system, value, use }) => value === contact.value && system === contact.system && use === contact.use))
      merged.push(contact)
  }
  return merged.length === 0 ? undefined : merged
}

const birthplaceUrl = `${hl7Extension}patient-birthPlace`

/** The place of birth comes as a name (PID-23) and as an address (PID-11): what one leaves out stays. */
function applyBirthplace(patient: Resource, { birthplaceText, birthplaceAddress }: PersonFacts): void {
  if (birthplaceText === undefined && birthplaceAddress === undefined) return
  const extensions = patient.extension as Extension[] | undefined
  const { text, ...rest } = (extensions?.find(({ url }) => url === birthplaceUrl)?.valueAddress as Address | undefined) ?? {}
  const address: Address = birthplaceAddress === undefined ? rest : { ...birthplaceAddress }
  const name = birthplaceText === undefined ? text : (birthplaceText ?? undefined)
  if (name !== undefined) address.text = name
  const extension = Object.keys(address).length === 0 ? null : { url: birthplaceUrl, valueAddress: address }
  setElement(patient, 'extension', withExtensions(extensions, new Map([[birthplaceUrl, extension]])))
}

function isUnknown(element: Element | undefined): boolean {
  return element?.extension?.some(({ url }) => url === `${hl7Extension}data-absent-reason`) === true
}
