import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { setElement } from '../patch.ts'
import type { RelativeFacts } from '../segments/nk1.ts'
import { relationshipSystem } from '../tables/person-codes.ts'
import { codeable, type BusinessNumber, type HumanName, type Period } from '../values/shapes.ts'
import { derivedSystem } from '../values/systems.ts'
import { mergedContacts, type NamedPatient } from './patient.ts'
import { survivorOf } from './survivor.ts'

export function relativeId(patient: BusinessNumber, facts: RelativeFacts, context: MapContext): string {
  const key = facts.number ? `${facts.number.system}|${facts.number.value}` : facts.key
  return context.id('RelatedPerson', derivedSystem(patient.system, 'relative'), `${patient.value}|${key}`)
}

export function motherId(patient: BusinessNumber, context: MapContext): string {
  return context.id('RelatedPerson', derivedSystem(patient.system, 'mother'), patient.value)
}

/** Lays an NK1 over the RelatedPerson of the same number or set id. A set id that now stands for somebody of another name keeps nothing
 *  of who it stood for. */
export function putRelative(draft: Draft, id: string, patientId: string, facts: RelativeFacts): void {
  const known = draft.get('RelatedPerson', id)
  if (facts.name === null) {
    if (known) draft.put({ ...known, active: false })
    return
  }
  const current = known && (facts.number || facts.name === undefined || sameName(known, facts.name)) ? known : undefined
  if (current === undefined && facts.name === undefined) return
  const relative: Resource = current ? { ...current } : { resourceType: 'RelatedPerson', id }
  if (facts.number) relative.identifier = [{ ...facts.number }]
  relative.active = true
  relative.patient = { reference: `Patient/${patientId}` }
  if (facts.relationships !== undefined) setElement(relative, 'relationship', facts.relationships)
  if (facts.name !== undefined) relative.name = [facts.name]
  if (facts.home !== undefined || facts.work !== undefined)
    setElement(relative, 'telecom', mergedContacts(relative.telecom, facts.home, facts.work))
  if (facts.gender !== undefined) relative.gender = facts.gender
  if (facts.birthDate !== undefined) setElement(relative, 'birthDate', facts.birthDate)
  if (facts.address !== undefined) setElement(relative, 'address', facts.address)
  applyPeriod(relative, facts)
  draft.put(relative)
}

/** A newborn's mother by her patient number (PID-21). Her own Patient is only read: her messages run beside the child's, and who writes
 *  what must not depend on which comes first. */
export function putMother(draft: Draft, id: string, patientId: string, mother: NamedPatient): void {
  const current = draft.get('RelatedPerson', id)
  const person: Resource = current ? { ...current } : { resourceType: 'RelatedPerson', id }
  const her = draft.get('Patient', survivorOf(draft, mother.id))
  const name = (her?.name as HumanName[] | undefined)?.find(({ use }) => use === 'official')
  person.identifier = mother.identifiers.slice(0, 1)
  person.active = true
  person.patient = { reference: `Patient/${patientId}` }
  person.relationship ??= [codeable(relationshipSystem, 'MTH')]
  if (name && person.name === undefined) person.name = [name]
  draft.put(person)
}

export function isMother({ relationships }: RelativeFacts): boolean {
  return relationships?.[0]?.coding?.[0]?.code === 'MTH'
}

function sameName(known: Resource, name: HumanName): boolean {
  const before = (known.name as HumanName[] | undefined)?.[0]
  return before?.family === name.family && before?.given?.[0] === name.given?.[0]
}

function applyPeriod(relative: Resource, { start, end }: RelativeFacts): void {
  if (start === undefined && end === undefined) return
  const period: Period = { ...(relative.period as Period | undefined) }
  if (start === null) delete period.start
  else if (start !== undefined) period.start = start
  if (end === null) delete period.end
  else if (end !== undefined) period.end = end
  if (Object.keys(period).length === 0) delete relative.period
  else relative.period = period
}
