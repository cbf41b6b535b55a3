import type { Resource } from '@steckwerk/fhir'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const ucum = 'http://unitsofmeasure.org'

/** Deterministic, invented resources of several types that point to each other: two organizations deep, with several patients in
 *  one reference parameter, ranges, quantities in several units, components, and positions. */
export function region(count: number, seed = 7): Resource[] {
  let state = seed
  const pick = (below: number): number => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 8) % below
  const some = <T>(...values: readonly T[]): T => values[pick(values.length)]!
  const made: Resource[] = []
  for (let i = 0; i < 6; i++) {
    made.push({ resourceType: 'Organization', id: `g${i}`, name: some('Nord', 'Süd', 'West'), active: pick(3) > 0, ...(i > 1 ? { partOf: { reference: `Organization/g${pick(i)}` } } : {}) })
  }
  for (let i = 0; i < 12; i++) {
    made.push({ resourceType: 'Location', id: `l${i}`, status: some('active', 'suspended'), name: `Ort ${i}`, managingOrganization: { reference: `Organization/g${pick(6)}` },
      ...(pick(5) === 0 ? {} : { position: { latitude: 51 + pick(100) / 100, longitude: 7 + pick(100) / 100 } }) })
  }
  for (let i = 0; i < count; i++) {
    made.push({
      resourceType: 'Patient', id: `p${i}`, gender: some('female', 'male', 'other'), active: pick(2) === 0,
      identifier: [{ type: { coding: [{ system: 'http://example.org/types', code: some('MR', 'SS') }] }, system: 'http://example.org/sid', value: String(pick(count)) }],
      name: [{ family: some('Abt', 'Beer', 'Cohn', 'Düx'), given: ['Kim'] }], birthDate: new Date(start - pick(9_000) * dayMs).toISOString().slice(0, 10),
      ...(pick(4) === 0 ? {} : { managingOrganization: { reference: `Organization/g${pick(6)}` } }),
    })
    made.push({
      resourceType: 'Encounter', id: `e${i}`, status: some('planned', 'finished'), class: { code: some('IMP', 'AMB') },
      subject: { reference: `Patient/p${pick(count)}` }, period: { start: new Date(start + pick(60) * dayMs).toISOString() },
      location: [{ location: { reference: `Location/l${pick(12)}` } }, ...(pick(3) === 0 ? [{ location: { reference: `Location/l${pick(12)}` } }] : [])],
    })
    for (let n = 0; n < 2; n++) {
      const quantity = (): object => some<object>(
        { value: 1 + pick(9), unit: 'mg', system: ucum, code: 'mg' }, { value: (1 + pick(9)) / 1000, unit: 'g', system: ucum, code: 'g' }, { value: 1 + pick(9) },
        { value: 1 + pick(9), comparator: some('<', '>='), unit: 'mg', system: ucum, code: 'mg' }, { value: 1 + pick(9), unit: 'Stück', system: 'http://example.org/units', code: 'stk' })
      made.push({
        resourceType: 'Observation', id: `o${i}-${n}`, status: some('final', 'final', 'preliminary'), code: { coding: [{ system: 'http://loinc.org', code: some('a', 'b', 'c') }] },
        ...(pick(6) === 0 ? { subject: { reference: some('Location/l3', 'https://elsewhere.example.org/Patient/9') } } : { subject: { reference: `Patient/p${pick(count)}`, ...(pick(4) === 0 ? { identifier: { system: 'http://example.org/sid', value: String(pick(9)) } } : {}) } }),
        ...(pick(3) === 0 ? {} : { encounter: { reference: `Encounter/e${pick(count)}` } }),
        ...(pick(5) === 0 ? {} : { effectiveDateTime: new Date(start + pick(60) * dayMs).toISOString().slice(0, 10) }),
        ...(pick(4) === 0 ? {} : { valueQuantity: quantity() }),
        ...(pick(2) === 0 ? {} : { component: Array.from({ length: 1 + pick(3) }, () => ({ code: { coding: [{ system: some('http://loinc.org', 'http://example.org/codes'), code: some('x', 'y') }] }, valueQuantity: quantity() })) }),
        ...(pick(5) === 0 ? { hasMember: [{ reference: `Observation/o${pick(count)}-0` }] } : {}),
      })
    }
    made.push({
      resourceType: 'Appointment', id: `a${i}`, status: some('booked', 'fulfilled'), start: new Date(start + pick(60) * dayMs).toISOString(), end: new Date(start + 61 * dayMs).toISOString(),
      participant: [{ status: 'accepted', actor: { reference: `Patient/p${pick(count)}` } }, { status: 'accepted', actor: { reference: some(`Patient/p${pick(count)}`, `Location/l${pick(12)}`) } }],
    })
    made.push({
      resourceType: 'RiskAssessment', id: `r${i}`, status: 'final', subject: { reference: `Patient/p${pick(count)}` },
      prediction: Array.from({ length: 1 + pick(2) }, () => (pick(3) === 0 ? { probabilityRange: { low: { value: pick(40) / 100 }, high: { value: 0.5 + pick(40) / 100 } } } : { probabilityDecimal: pick(100) / 100 })),
    })
  }
  return made
}
