/** Numbers, quantities, dates and composites: each series has a code of its own, so that rows can ask for one of them. */
import { loinc } from './region-clinical.ts'

export const ucum = 'http://unitsofmeasure.org'
export const lab = 'urn:lab'

const ref = (reference: string): { reference: string } => ({ reference })
const code = (value: string, system = lab): unknown => ({ coding: [{ system, code: value }] })
const observation = (id: string, what: unknown, members: object, patient = 'p1'): object =>
  ({ resourceType: 'Observation', id, status: 'final', code: what, subject: ref(`Patient/${patient}`), ...members })
const quantity = (value: number, unit: string, system = ucum): object => ({ valueQuantity: { value, unit, system, code: unit } })

const masses = [
  observation('q1', code('mass'), quantity(5.4, 'g')),
  observation('q2', code('mass'), quantity(5400, 'mg')),
  observation('q3', code('mass'), quantity(5.44, 'g')),
  observation('q4', code('mass'), quantity(0.0054, 'kg')),
  observation('q5', code('mass'), quantity(5.45, 'g'), 'p2'),
  observation('q6', code('mass-untold'), { valueQuantity: { value: 5.4, unit: 'g' } }),
  observation('q7', code('mass-untold'), quantity(5.4, 'g', 'urn:lab:units')),
  observation('q8', code('mass'), quantity(3, 'g'), 'p3'),
]

const temperatures = [
  observation('tm1', code('temp'), quantity(37, 'Cel')),
  observation('tm2', code('temp'), quantity(98.6, '[degF]')),
  observation('tm3', code('temp'), quantity(38.5, 'Cel')),
]

const part = (what: string, value: number): unknown => ({ code: code(what, loinc), ...quantity(value, 'mm[Hg]') })
const pressures = [
  observation('bp1', code('85354-9', loinc), { effectiveDateTime: '2024-03-02T10:00:00Z', encounter: ref('Encounter/e1'), component: [part('8480-6', 140), part('8462-4', 90)] }),
  observation('bp2', code('85354-9', loinc), { effectiveDateTime: '2024-03-05T09:30:00Z', encounter: ref('Encounter/e3'), component: [part('8480-6', 120), part('8462-4', 80)] }, 'p2'),
  // Only the systolic pressure, and as a value of its own.
  observation('bp3', code('8480-6', loinc), { effectiveDateTime: '2024-03-06T09:30:00Z', ...quantity(140, 'mm[Hg]') }, 'p3'),
  observation('bp4', code('85354-9', loinc), { effectiveDateTime: '2024-03-07', dataAbsentReason: code('unknown', 'http://terminology.hl7.org/CodeSystem/data-absent-reason') }, 'p4'),
]

/** The second coding of the code and of the value are found like the first. */
const findings = [
  observation('f1', { coding: [{ system: lab, code: 'smear' }, { system: loinc, code: '600-7' }] },
    { valueCodeableConcept: { coding: [{ system: 'urn:v', code: 'pos' }, { system: 'urn:w', code: '+' }] }, performer: [ref('Organization/o-hosp'), ref('Practitioner/d-ann')] }),
  observation('f2', code('smear'), { valueCodeableConcept: code('neg', 'urn:v') }, 'p2'),
  observation('f3', code('note'), { valueString: 'Über Nacht gebessert' }),
  observation('f4', code('note'), { valueDateTime: '2024-03-04', hasMember: [ref('Observation/f1'), ref('Observation/f2')] }),
]

const when = (id: string, members: object): object => observation(id, code('when'), members, 'p6')
const dates = [
  when('t1', { effectiveDateTime: '2013-01-14' }),
  when('t2', { effectiveDateTime: '2013-01' }),
  when('t3', { effectivePeriod: { start: '2013-01-10', end: '2013-02-10' } }),
  when('t4', { effectiveDateTime: '2013-01-14T10:00:00Z' }),
  when('t5', { effectivePeriod: { start: '2013-03-01' } }),
  when('t6', { effectivePeriod: { end: '2012-12-31' } }),
  when('t7', { effectiveInstant: '2013-01-14T23:59:59.500Z' }),
  when('t8', { effectiveDateTime: '2013' }),
]

const probabilities = ([['r1', 0.2], ['r2', 0.25], ['r3', 0.15], ['r4', 0.9]] as const).map(([id, probabilityDecimal]) =>
  ({ resourceType: 'RiskAssessment', id, status: 'final', subject: ref('Patient/p1'), prediction: [{ probabilityDecimal }] }))

const factors = ([['x1', 100], ['x2', 99.5], ['x3', 100.4], ['x4', 100.5], ['x5', 200], ['x6', -3]] as const).map(([id, factorOverride]) =>
  ({ resourceType: 'ChargeItem', id, status: 'billable', code: code('fee'), subject: ref('Patient/p2'), factorOverride }))

export const measured = [...masses, ...temperatures, ...pressures, ...findings, ...dates, ...probabilities, ...factors]
