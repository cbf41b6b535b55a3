import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import type { InsuranceFacts } from '../segments/in1.ts'
import { coverageTypeSystem } from '../tables/insurance-codes.ts'
import { codeable, type BusinessNumber, type Identifier, type Period, type Reference } from '../values/shapes.ts'
import { derivedSystem, germanIdentifierTypes, v2IdentifierTypes } from '../values/systems.ts'

export function coverageId(patient: BusinessNumber, facts: InsuranceFacts, context: MapContext): string {
  return context.id('Coverage', derivedSystem(patient.system, 'insurance'), `${patient.value}|${facts.key}`)
}

/** Lays an IN1 over the Coverage of the same set id. Another payor is another insurance: then nothing of the old one stays. */
export function putCoverage(draft: Draft, id: string, patientId: string, facts: InsuranceFacts, context: MapContext): void {
  const known = draft.get('Coverage', id)
  if (facts.ended) {
    if (known) draft.put({ ...known, status: 'cancelled' })
    return
  }
  const payor = payorOf(facts, known, patientId)
  if (payor === undefined) return context.warn('IN1', 'IN1 names no payor; the insurance was left out.')
  const current = known && samePayor(known, payor) ? known : undefined
  const coverage: Resource = current ? { ...current } : { resourceType: 'Coverage', id }
  const identifiers = identifiersOf(facts, payor)
  if (identifiers.length > 0) coverage.identifier = identifiers
  coverage.status = 'active'
  if (facts.kind !== undefined || coverage.type === undefined) coverage.type = typeOf(facts.kind)
  coverage.beneficiary = { reference: `Patient/${patientId}` }
  if (facts.relationship !== undefined) {
    coverage.relationship = codeable('http://terminology.hl7.org/CodeSystem/subscriber-relationship', facts.relationship)
  }
  applySubscriber(coverage, facts)
  applyPeriod(coverage, facts)
  coverage.payor = [payor]
  draft.put(coverage)
}

function typeOf(kind: string | undefined): object {
  return kind === undefined ? codeable('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK') : codeable(coverageTypeSystem, kind)
}

/** Who pays for themselves is their own payor. */
function payorOf(facts: InsuranceFacts, known: Resource | undefined, patientId: string): Reference | undefined {
  if (facts.kind === 'SEL') return { reference: `Patient/${patientId}` }
  if (facts.payorNumber === undefined && facts.payorName === undefined) return (known?.payor as Reference[] | undefined)?.[0]
  const payor: Reference = {}
  if (facts.payorNumber !== undefined) payor.identifier = facts.payorNumber
  payor.display = facts.payorName ?? facts.payorNumber!.value!
  return payor
}

function samePayor(known: Resource, payor: Reference): boolean {
  const before = (known.payor as Reference[] | undefined)?.[0]
  if (before?.identifier && payor.identifier)
    return before.identifier.value === payor.identifier.value && before.identifier.system === payor.identifier.system
  return before?.display === payor.display && before?.reference === payor.reference
}

function identifiersOf(facts: InsuranceFacts, payor: Reference): Identifier[] {
  const identifiers: Identifier[] = []
  if (facts.kvnr) identifiers.push(facts.kvnr)
  if (facts.memberNumber === undefined) return identifiers
  const assigner = payor.display === undefined ? {} : { assigner: { display: payor.display } }
  identifiers.push(
    facts.kind === 'PKV'
      ? { use: 'secondary', type: codeable(germanIdentifierTypes, 'PKV'), value: facts.memberNumber, ...assigner }
      : { type: codeable(v2IdentifierTypes, 'MB'), value: facts.memberNumber, ...assigner },
  )
  return identifiers
}

function applySubscriber(coverage: Resource, { relationship, holder, kvnr, kind }: InsuranceFacts): void {
  if (relationship === undefined || relationship === 'self') return
  // The profile for statutory insurance wants a subscriber's number; without one there is only a name to tell elsewhere.
  if (kvnr === undefined && (holder === undefined || kind === 'GKV')) return
  coverage.subscriber = {
    ...(kvnr ? { identifier: { system: kvnr.system!, value: kvnr.value! } } : {}),
    ...(holder === undefined ? {} : { display: holder }),
  }
}

function applyPeriod(coverage: Resource, { start, end }: InsuranceFacts): void {
  if (start === undefined && end === undefined) return
  const period: Period = { ...(coverage.period as Period | undefined) }
  if (start !== undefined) setTime(period, 'start', start)
  if (end !== undefined) setTime(period, 'end', end)
  // An end before the start is a sender's way to say "open" (00000000 is not the only one).
  if (period.start !== undefined && period.end !== undefined && Date.parse(period.end) < Date.parse(period.start)) delete period.end
  if (Object.keys(period).length === 0) delete coverage.period
  else coverage.period = period
}

function setTime(period: Period, which: 'start' | 'end', time: string | null): void {
  if (time === null) delete period[which]
  else period[which] = time
}
