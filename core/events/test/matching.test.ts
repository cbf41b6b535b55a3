import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { extract, fold, searchParams, unsupportedReason, type Resource } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { Matcher, type Change } from '../src/matcher.ts'
import { triggersOf } from '../src/subscription-form.ts'
import { put } from './setting.ts'

const ctx = testCtx()
const types = ['Patient', 'Encounter', 'Observation', 'Appointment'] as const
type Type = (typeof types)[number]

let db: TestStore
const held: Resource[] = []
const changes: Change[] = []

/** Invented, and deterministic: several of what may be several, what is absent, what is open at one end, codes without system, references that are none. */
function resources(count: number): Resource[] {
  let state = 7
  const pick = (below: number): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) % below
  const one = <T>(...values: readonly T[]): T => values[pick(values.length)]!
  const day = (): string => `2026-0${1 + pick(3)}-${String(1 + pick(28)).padStart(2, '0')}`
  const patient = (): object => one<object>({ reference: `Patient/p${pick(count)}` }, { reference: `Patient/p${pick(count)}/_history/1` }, { identifier: { system: 'urn:pid', value: String(pick(20)) } }, { reference: '#inside' })
  const code = (): object => ({ coding: [{ system: 'http://loinc.org', code: one('8867-4', '2339-0', '8480-6') }, ...(pick(3) === 0 ? [{ code: one('local', 'booked') }] : [])], text: one('Puls', 'Blutzucker') })
  const quantity = (): object => ({ value: one(60, 60.5, 70, 100, 0.06, 6), ...one({ unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' }, { unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' }, { unit: 'Stück' }, {}), ...(pick(5) === 0 ? { comparator: '<' } : {}) })
  const maybe = <T extends object>(value: () => T): T | object => (pick(3) === 0 ? {} : value())
  return Array.from({ length: count }, (_, n): Resource[] => [
    {
      resourceType: 'Patient', id: `p${n}`,
      ...maybe(() => ({ identifier: [{ system: 'urn:pid', value: String(pick(20)), type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: one('MR', 'PI') }] } }, { value: `bare${pick(3)}` }] })),
      ...maybe(() => ({ name: [{ family: one('Müller', 'MULLER', 'Groß', 'Gross', 'von der Au'), given: [one('Kim', 'Änne')] }] })),
      ...maybe(() => ({ gender: one('female', 'male', 'other') })), ...maybe(() => ({ birthDate: one('1960', '1960-05', '1960-05-04', '1999-12-31') })),
      ...maybe(() => ({ active: pick(2) === 0 })), ...maybe(() => one<object>({ deceasedBoolean: pick(2) === 0 }, { deceasedDateTime: day() })),
      ...maybe(() => ({ telecom: [{ system: 'phone', value: one('+49 30 1', '030') }, { system: 'email', value: 'a@example.org' }] })),
      ...maybe(() => ({ address: [{ city: one('Köln', 'Koln'), country: 'DE' }] })), ...maybe(() => ({ link: [{ other: { reference: `Patient/p${pick(count)}` }, type: 'replaced-by' }] })),
      ...maybe(() => ({ meta: { tag: [{ system: 'urn:tag', code: one('a', 'b') }], profile: ['http://example.org/profile|1.0'] } })),
    },
    {
      resourceType: 'Encounter', id: `e${n}`, status: one('planned', 'in-progress', 'finished'), class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: one('IMP', 'AMB') },
      ...maybe(() => ({ subject: patient() })), ...maybe(() => ({ period: { ...maybe(() => ({ start: `${day()}T08:00:00+01:00` })), ...maybe(() => ({ end: `${day()}T23:59:00Z` })) } })),
      ...maybe(() => ({ identifier: [{ system: 'urn:case', value: String(pick(20)) }] })), ...maybe(() => ({ length: quantity() })), ...maybe(() => ({ type: [code()] })),
    },
    {
      resourceType: 'Observation', id: `o${n}`, status: one('final', 'preliminary'), code: code(), ...maybe(() => ({ subject: patient() })), ...maybe(() => ({ encounter: { reference: `Encounter/e${pick(count)}` } })),
      ...maybe(() => one<object>({ effectiveDateTime: day() }, { effectivePeriod: { start: day() } })),
      ...maybe(() => one<object>({ valueQuantity: quantity() }, { valueCodeableConcept: code() }, { valueString: 'Größe' })),
      ...maybe(() => ({ component: [{ code: code(), valueQuantity: quantity() }, { code: code(), valueCodeableConcept: code() }] })),
    },
    {
      resourceType: 'Appointment', id: `a${n}`, status: one('booked', 'cancelled', 'proposed'), participant: [{ actor: patient(), status: one('accepted', 'declined') }],
      ...maybe(() => ({ start: `${day()}T10:00:00Z`, end: '2026-12-31T10:15:00Z' })), ...maybe(() => ({ serviceType: [code()] })), ...maybe(() => ({ slot: [{ reference: `Slot/s${pick(10)}` }] })),
    },
  ]).flat()
}

before(async () => {
  db = await testStore()
  held.push(...resources(25))
  for (const resource of held) {
    const { type, id, version } = await put(db.store, ctx, resource)
    changes.push({ type, id, version, deleted: false })
  }
})
after(() => db[Symbol.asyncDispose]())

/** What stands in some resource of the type under the parameter, as it may be asked for; or what may stand in none. */
function valueOf(type: string, param: string, from: readonly Resource[]): readonly string[] {
  const escaped = (text: string): string => text.replace(/[\\,$|]/g, '\\$&')
  return from.filter(({ resourceType }) => resourceType === type).flatMap((resource) => {
    const found = extract(resource)
    const of = <T extends { readonly param: string }>(values: readonly T[]): readonly T[] => values.filter((value) => value.param === param)
    return [
      ...of(found.tokens).flatMap(({ system, code }) => [escaped(code), `${escaped(system ?? '')}|${escaped(code)}`, ...(system === undefined ? [] : [`${escaped(system)}|`])]),
      ...of(found.references).flatMap(({ type: target, id, url }) => (url === undefined ? [id!, `${target}/${id}`] : [url])),
      ...of(found.identified).map(({ system, code }) => `${escaped(system ?? '')}|${escaped(code)}`),
      ...of(found.typed).map(({ system, code, value }) => `${escaped(system ?? '')}|${escaped(code)}|${escaped(value)}`),
      ...of(found.uris).map(({ value }) => escaped(value)),
      ...of(found.strings).flatMap(({ exact, folded }) => [escaped(exact), folded.slice(0, 3), folded.slice(1)]),
      ...of(found.dates).flatMap(({ low }) => (Number.isFinite(low) ? [new Date(low / 1000).toISOString(), new Date(low / 1000).toISOString().slice(0, 10), new Date(low / 1000).toISOString().slice(0, 7)] : [])),
      ...of(found.numbers).flatMap(({ low, high, unit }) => (unit === '' && Number.isFinite(low) && Number.isFinite(high) ? [String((low + high) / 2), `${(low + high) / 2}|http://unitsofmeasure.org|mg/dL`, `${(low + high) / 2}||Stück`] : [])),
    ]
  })
}

const linked: Readonly<Record<Type, readonly string[]>> = {
  Patient: ['_has:Observation:subject:status=final', '_has:Encounter:patient:class=IMP'],
  Encounter: ['subject:Patient.gender=female', 'patient.family=mul'],
  Observation: ['encounter.status=finished', 'subject:Patient.active=true'],
  Appointment: ['patient.gender=male', 'actor:Patient.family:contains=gr'],
}

/** One parameter with its values, as a client writes it. */
function term(type: Type, resourcesOfAll: readonly Resource[]): fc.Arbitrary<string> {
  const params = searchParams(type).filter((param) => unsupportedReason(param) === undefined && param.type !== 'special')
  const plain = fc.constantFrom(...params).chain((param) => {
    const known = [...new Set(valueOf(type, param.code, resourcesOfAll))]
    const value = known.length === 0 ? fc.constantFrom('x', '2026-02', '7', 'Patient/p1') : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.constantFrom('x', '2026-02', '7', 'Patient/p1', fold('GR')) })
    const prefix = /^(?:date|number|quantity)$/.test(param.type) ? fc.constantFrom('', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap') : fc.constant('')
    const modifiers: Readonly<Record<string, readonly string[]>> = { token: ['', '', ':not', ':of-type'], string: ['', ':exact', ':contains'], reference: ['', '', ':Patient', ':identifier'] }
    const values = fc.array(fc.tuple(prefix, value).map((parts) => parts.join('')), { minLength: 1, maxLength: 2 }).map((some) => some.join(','))
    return fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...(modifiers[param.type] ?? [''])), values).map(([modifier, text]) => `${param.code}${modifier}=${encodeURIComponent(text)}`) },
      { weight: 1, arbitrary: fc.constantFrom('true', 'false').map((text) => `${param.code}:missing=${text}`) },
    )
  })
  const ids = fc.constantFrom(...changes.filter((change) => change.type === type).map(({ id }) => id)).map((id) => `_id=${id},${id}x`)
  return fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: ids }, { weight: 1, arbitrary: fc.constantFrom(...linked[type]) })
}

const isRead = (text: string): boolean => {
  try {
    return triggersOf(text).length === 1
  } catch (thrown) {
    if (thrown instanceof Fault) return false
    throw thrown
  }
}

for (const type of types) {
  test(`${type}: what is matched as it happens is what a search finds`, async () => {
    const criteria = fc.array(term(type, held), { maxLength: 2 }).map((terms) => (terms.length === 0 ? type : `${type}?${terms.join('&')}`)).filter(isRead)
    let met = 0
    await fc.assert(fc.asyncProperty(fc.array(criteria, { minLength: 20, maxLength: 30 }), async (all) => {
      const matcher = new Matcher(all.map((text, n) => [`s${n}`, triggersOf(text)]))
      const [matches, searched] = await db.store.read(ctx, (reader) => Promise.all([
        matcher.match(reader, changes),
        Promise.all(all.map(async (text) => {
          const { conditions } = triggersOf(text)[0]!.current!
          const { rows } = await reader.search({ type, conditions, sort: [], count: 1_000, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined })
          return rows.map(({ id }) => id).toSorted()
        })),
      ]))
      for (const [n, text] of all.entries()) {
        const told = matches.filter((match) => match.told.has(`s${n}`)).map(({ change }) => change.id).toSorted()
        assert.deepEqual(told, searched[n], text)
        if (told.length > 0 && told.length < held.length / types.length) met++
      }
    }), { numRuns: 6 })
    assert.ok(met > 10, `only ${met} criteria told resources apart`)
  })
}
