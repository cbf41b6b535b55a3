import type { ResourceKey } from '@steckwerk/fhir'
import type { Message } from '../message.ts'
import type { Segment } from '../segment.ts'
import type { MapContext } from './map-context.ts'
import { readRows } from './mapping-row.ts'
import { departmentId, siteOrganizationId } from './resources/organizations.ts'
import type { NamedPatient } from './resources/patient.ts'
import { coverageId } from './resources/coverage.ts'
import { isMother, motherId, relativeId } from './resources/related-person.ts'
import type { Visit } from './resources/encounter.ts'
import { insuranceOf, type InsuranceFacts } from './segments/in1.ts'
import { relativeOf, type RelativeFacts } from './segments/nk1.ts'
import { noPersonFacts, type PersonFacts } from './segments/person-facts.ts'
import { pidRows } from './segments/pid.ts'
import { noVisitFacts, pv1Rows } from './segments/pv1.ts'
import { evnRows, pv2Rows } from './segments/pv2.ts'
import { movementOf } from './segments/zbe.ts'
import { patientNumbersOf } from './values/patient-numbers.ts'
import { siteOf, type PatientLocation } from './values/place.ts'
import type { BusinessNumber } from './values/shapes.ts'
import { cleaned } from './values/text.ts'

/** Everything one message says of a patient, read without any state: facts, the ids they go to, and so the keys a map will read. */
export interface PersonReading {
  readonly patient: NamedPatient & { readonly number: BusinessNumber }
  readonly facts: PersonFacts
  readonly mother: (NamedPatient & { readonly relativeId: string }) | undefined
  readonly insurances: readonly (InsuranceFacts & { readonly id: string })[]
  readonly relatives: readonly (RelativeFacts & { readonly id: string })[]
}

/** A patient by the numbers of PID-3 or MRG-1; undefined where there are none. */
export function namedPatient(segment: Segment | undefined, field: number, context: MapContext): PersonReading['patient'] | undefined {
  if (segment === undefined) return undefined
  const numbers = patientNumbersOf(segment.field(field), `${segment.name}-${field}`, context)
  if (numbers === undefined) return undefined
  const { leading, identifiers } = numbers
  return { id: context.id('Patient', leading.system, leading.value), system: leading.system, identifiers, number: leading }
}

/** Reads PID with the NK1 and IN1 that belong to it. */
export function readPerson(
  pid: Segment,
  patient: PersonReading['patient'],
  nk1: readonly Segment[],
  in1: readonly Segment[],
  context: MapContext,
): PersonReading {
  const facts = noPersonFacts()
  readRows(pidRows, pid, facts, context)
  // PID-2 and PID-4 mostly repeat a number of PID-3 without saying whose it is.
  const sent = new Set(patient.identifiers.map(({ value }) => value))
  facts.identifiers.splice(0, Infinity, ...facts.identifiers.filter(({ value }) => !sent.has(value)))
  const mother = facts.mother && namedPatient(pid, 21, context)
  const insurances: (InsuranceFacts & { id: string })[] = []
  for (const [i, segment] of in1.entries()) {
    const insurance = insuranceOf(segment, i, context)
    insurances.push({ ...insurance, id: coverageId(patient.number, insurance, context) })
  }
  addInsuredNumber(facts, patient, insurances)
  const idOfMother = mother === undefined ? undefined : motherId(patient.number, context)
  const relatives = nk1.map((segment, i) => {
    const relative = relativeOf(segment, i, context)
    // The mother of NK1 is the one of PID-21.
    const id = idOfMother !== undefined && isMother(relative) ? idOfMother : relativeId(patient.number, relative, context)
    return { ...relative, id }
  })
  return { patient, facts, mother: mother && { ...mother, relativeId: idOfMother! }, insurances, relatives }
}

/** Reads PV1, PV2, EVN and ZBE; undefined where there is no visit number. */
export function readVisit(
  message: Message,
  context: MapContext,
  visitNumber: Visit['identifier'] | undefined,
  account: PersonFacts['account'],
): Visit | undefined {
  const pv1 = message.segment('PV1')
  if (pv1 === undefined || visitNumber === undefined) return undefined
  const facts = noVisitFacts()
  facts.account = account
  const evn = message.segment('EVN')
  const pv2 = message.segment('PV2')
  readRows(pv1Rows, pv1, facts, context)
  if (pv2) readRows(pv2Rows, pv2, facts, context)
  if (evn) readRows(evnRows, evn, facts, context)
  const sent = cleaned(message.text('MSH-7') ?? '')
  return {
    id: context.id('Encounter', visitNumber.system!, visitNumber.value!),
    identifier: visitNumber,
    facts,
    movement: movementOf(message.segment('ZBE'), context),
    sent: sent === undefined ? undefined : context.dateTime('MSH-7', sent),
  }
}

export function personKeys(person: PersonReading, keys: ResourceKey[]): void {
  keys.push({ type: 'Patient', id: person.patient.id })
  if (person.mother) keys.push({ type: 'Patient', id: person.mother.id }, { type: 'RelatedPerson', id: person.mother.relativeId })
  for (const { id } of person.insurances) keys.push({ type: 'Coverage', id })
  for (const { id } of person.relatives) keys.push({ type: 'RelatedPerson', id })
}

export function visitKeys(visit: Visit, context: MapContext, keys: ResourceKey[]): void {
  keys.push({ type: 'Encounter', id: visit.id }, { type: 'Organization', id: siteOrganizationId(context) })
  keys.push({ type: 'Location', id: siteOf(context).id })
  locationKeys(visit.facts.location, context, keys)
  if (visit.facts.service !== undefined) keys.push({ type: 'Organization', id: departmentId(visit.facts.service, context) })
  locationKeys(visit.facts.priorLocation, context, keys)
  for (const members of visit.facts.staff.values()) {
    for (const { id } of members ?? []) if (id !== undefined) keys.push({ type: 'Practitioner', id })
  }
}

function locationKeys(location: PatientLocation | undefined, context: MapContext, keys: ResourceKey[]): void {
  for (const { id } of location?.places ?? []) keys.push({ type: 'Location', id })
  if (location?.department !== undefined) keys.push({ type: 'Organization', id: departmentId(location.department, context) })
}

/** The health insurance number of an insurance is the patient's where the patient is the insured and PID names none. */
function addInsuredNumber(facts: PersonFacts, patient: NamedPatient, insurances: readonly InsuranceFacts[]): void {
  const own = insurances.find(
    ({ kvnr, relationship }) => kvnr !== undefined && (relationship === undefined || relationship === 'self'),
  )?.kvnr
  if (own === undefined) return
  if (![...patient.identifiers, ...facts.identifiers].some(({ system }) => system === own.system)) facts.identifiers.push(own)
}
