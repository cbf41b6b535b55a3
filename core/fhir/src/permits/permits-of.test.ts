import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Resource } from '../resource.ts'
import { careAnywhere, careAt, refusalTo, releaseTo, type Permit, type ReleasePurpose } from './permit-keys.ts'
import { permitsOf } from './permits-of.ts'

const reason = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
const to = (value: string) => ({ role: { coding: [{ code: 'IRCP' }] }, reference: { identifier: { system: value.includes('/') ? 'urn:steckwerk:site' : 'urn:steckwerk:carrier', value } } })
const purpose = (code: string) => ({ system: reason, code })
const ofType = (code: string) => ({ system: 'http://hl7.org/fhir/resource-types', code })
const consent = (provision: object, more: object = {}): Resource => ({ resourceType: 'Consent', status: 'active', patient: { reference: 'Patient/p' }, provision, ...more })
const encounter = (more: object): Resource => ({ resourceType: 'Encounter', status: 'in-progress', subject: { reference: 'Patient/p' }, ...more })
const ms = (text: string): number => Date.parse(text)

/** What somebody of this carrier or site may see: as core/access asks. */
function holds(permits: readonly Permit[], recipients: readonly string[], why: ReleasePurpose, type: string, at = 0): boolean {
  const now = permits.filter(({ low, high, patient }) => patient === 'p' && low <= at && at <= high).map(({ key }) => key)
  const any = (key: typeof releaseTo): boolean => recipients.some(one => now.includes(key(one, why, type)) || now.includes(key(one, why, '*')))
  return any(releaseTo) && !any(refusalTo)
}

test('an Encounter admits those who treat, to its end and to that of each stay', () => {
  const stay = (id: string, code: string, end?: string) => ({ location: { reference: `Location/${id}` }, physicalType: { coding: [{ code }] }, ...(end === undefined ? {} : { period: { end } }) })
  const permits = permitsOf(encounter({
    serviceProvider: { reference: 'Organization/dep' }, period: { start: '2026-01-01', end: '2026-01-31' },
    location: [stay('w1', 'wa', '2026-01-10T12:00:00Z'), stay('w2', 'wa'), stay('b1', 'bd'), stay('s', 'si', '2027-01-01')],
  }))
  const end = ms('2026-01-31T23:59:59.999Z')
  assert.deepEqual(permits.map(({ key, high }) => [key, high]), [
    [careAnywhere, end], [careAt('Organization', 'dep'), end], [careAt('Location', 'w1'), ms('2026-01-10T12:00:00.999Z')], [careAt('Location', 'w2'), end], [careAt('Location', 's'), end],
  ])
  assert.ok(permits.every(({ patient, low }) => patient === 'p' && low === -Infinity))
  assert.deepEqual(permitsOf(encounter({ period: { start: '2026-01-01' } })).map(({ high }) => high), [Infinity])
})

test('an Encounter that is none admits nobody', () => {
  for (const more of [{ status: 'cancelled' }, { status: 'entered-in-error' }, { status: undefined }, { subject: undefined }, { subject: { reference: 'Group/g' } }, { subject: { reference: 'http://else.example.org/Patient/p' } }, { period: { end: 'soon' } }]) {
    assert.deepEqual(permitsOf(encounter(more)), [])
  }
  assert.deepEqual(permitsOf({ resourceType: 'Patient', id: 'p' }), [])
})

test('a permit at the root releases, for treatment unless it says more, and always the Patient', () => {
  assert.deepEqual(permitsOf(consent({ type: 'permit', actor: [to('beta')] })).map(({ key }) => key), [releaseTo('beta', 'TREAT', '*')])
  const some = permitsOf(consent({ type: 'permit', actor: [to('beta/o1')], purpose: [purpose('COC')], class: [ofType('Observation')] }))
  assert.deepEqual(some.map(({ key }) => key), [releaseTo('beta/o1', 'COC', 'Observation'), releaseTo('beta/o1', 'COC', 'Patient')])
})

test('nested permits are exceptions to a denial (MII), nested denials to a permit', () => {
  const mii = permitsOf(consent({ type: 'deny', period: { start: '2026-01-01', end: '2030-12-31' }, provision: [
    { type: 'permit', actor: [to('beta')], purpose: [purpose('TREAT')], class: [ofType('Observation')], period: { start: '2026-06-01' } },
    { type: 'permit', actor: [to('gamma')], code: [{ coding: [{ system: 'urn:oid:2.16.840.1.113883.3.1937.777.24.5.3', code: '2.16.840.1.113883.3.1937.777.24.5.3.8' }] }] },
  ] }))
  const at = ms('2026-07-01')
  assert.ok(holds(mii, ['beta'], 'TREAT', 'Observation', at) && holds(mii, ['beta'], 'TREAT', 'Patient', at))
  assert.ok(!holds(mii, ['beta'], 'TREAT', 'Condition', at) && !holds(mii, ['beta'], 'TREAT', 'Observation', ms('2026-05-31')) && !holds(mii, ['beta'], 'TREAT', 'Observation', ms('2031-01-01')))
  assert.ok(holds(mii, ['gamma'], 'HRESCH', 'Condition', at) && !holds(mii, ['gamma'], 'TREAT', 'Condition', at))
  const but = permitsOf(consent({ type: 'permit', actor: [to('beta')], purpose: [purpose('TREAT'), purpose('COC')], provision: [
    { type: 'deny', class: [ofType('Condition')] }, { type: 'deny', actor: [to('beta/o2')], purpose: [purpose('COC')] },
  ] }))
  assert.ok(holds(but, ['beta'], 'TREAT', 'Observation') && !holds(but, ['beta'], 'COC', 'Condition'))
  assert.ok(holds(but, ['beta', 'beta/o2'], 'TREAT', 'Observation') && !holds(but, ['beta', 'beta/o2'], 'COC', 'Observation') && holds(but, ['beta', 'beta/o1'], 'COC', 'Observation'))
})

test('a denial of one Consent outweighs the release of another', () => {
  const release = permitsOf(consent({ type: 'permit', actor: [to('beta')] }))
  for (const denial of [
    { type: 'deny', actor: [to('beta')] }, { type: 'deny', actor: [to('beta')], provision: [{ type: 'permit', class: [ofType('Observation')] }] },
    { type: 'deny', actor: [to('beta')], class: [ofType('Condition')] }, { type: 'deny', actor: [to('beta')], class: [{ system: 'http://loinc.org', code: '1' }] },
  ]) {
    assert.ok(!holds([...release, ...permitsOf(consent(denial))], ['beta'], 'TREAT', 'Condition'), JSON.stringify(denial))
  }
})

test('what is not understood releases nothing, and refuses all the same', () => {
  const permit = { type: 'permit', actor: [to('beta')] }
  for (const more of [
    { code: [{ coding: [{ system: 'http://loinc.org', code: '1' }] }] }, { class: [{ code: 'Observation' }] }, { class: [] }, { purpose: [{ code: 'TREAT' }] }, { purpose: 'TREAT' }, { securityLabel: [{}] }, { data: [{}] }, { dataPeriod: {} },
    { action: [{ coding: [{ code: 'collect' }] }] }, { period: { end: 'soon' } }, { period: [] }, { actor: [{ reference: { reference: 'Organization/beta' } }] }, { actor: [] }, { actor: undefined }, { type: undefined },
    { actor: [{ reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta|TREAT' } } }] },
  ]) {
    assert.deepEqual(permitsOf(consent({ ...permit, ...more })), [], JSON.stringify(more))
    const inside = permitsOf(consent({ ...permit, provision: [{ ...permit, ...more, type: 'deny' }] }))
    assert.ok(!holds(inside, ['beta'], 'TREAT', 'Observation'), JSON.stringify(more))
  }
  for (const more of [{ status: 'draft' }, { status: 'rejected' }, { status: 'inactive' }, { patient: undefined }, { patient: { reference: 'Group/g' } }, { provision: 'all' }]) assert.deepEqual(permitsOf(consent(permit, more)), [])
})

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values])
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined })
const instants = [undefined, '2026-01-01', '2026-06-15T12:00:00Z', '2027', 'rubbish']
const { provision } = fc.letrec<{ provision: object }>(tie => ({
  provision: fc.record({
    type: fc.constantFrom('permit', 'deny', undefined, 7),
    actor: maybe(some<unknown>(to('beta'), to('gamma'), to('beta/o1'), { reference: {} }, null)),
    purpose: maybe(some<unknown>(purpose('TREAT'), purpose('COC'), purpose('HMARKT'), { code: 'TREAT' })),
    class: maybe(some<unknown>(ofType('Observation'), ofType('Patient'), { system: 'http://loinc.org', code: '1' })),
    period: maybe(fc.record({ start: fc.constantFrom(...instants), end: fc.constantFrom(...instants) }, { requiredKeys: [] })),
    code: maybe(fc.constant([])),
    provision: maybe(fc.array(tie('provision'), { maxLength: 2 })),
  }, { requiredKeys: ['type'] }),
}))
const points = fc.tuple(fc.constantFrom(['beta'], ['gamma'], ['beta', 'beta/o1']), fc.constantFrom('TREAT', 'COC', 'HRESCH' as const), fc.constantFrom('Observation', 'Condition', 'Patient'), fc.constantFrom(0, ms('2026-03-01'), ms('2026-06-15T12:00:01Z'), ms('2028-01-01')))

interface Written {
  readonly type?: unknown
  readonly actor?: readonly unknown[]
  readonly purpose?: readonly { readonly code: string; readonly system?: string }[]
  readonly class?: readonly { readonly code: string }[]
  readonly provision?: readonly Written[]
}

/** Whether some permit of it names the recipient, in itself or by what it stands in, and does not name other purposes or types only. */
function written(one: Written, who: readonly string[], why: string, type: string, named = false): boolean {
  const mine = one.actor === undefined ? named : who.some(slug => JSON.stringify(one.actor).includes(`"${slug}"`))
  const forThis = one.purpose === undefined || one.purpose.some(item => item.code === why && item.system === reason)
  const ofThis = type === 'Patient' || one.class === undefined || one.class.some(item => item.code === type)
  if (!forThis || !ofThis) return false
  if (one.type === 'permit' && mine) return true
  return (one.provision ?? []).some(inner => written(inner, who, why, type, mine))
}

test('no Consent whatever releases more than is written, nor to whom it denies', () => {
  fc.assert(fc.property(provision, points, (root, [who, why, type, at]) => {
    const permits = permitsOf(consent(root))
    if (holds(permits, who, why, type, at)) assert.ok(written(root, who, why, type))
    const more = permitsOf(consent({ type: 'deny', actor: who.map(to) }))
    assert.ok(!holds([...permits, ...more], who, why, type, at))
    const denied = permitsOf(consent({ type: 'permit', actor: who.map(to), provision: [{ type: 'deny' }, root] }))
    assert.ok(!holds(denied, who, why, type, at))
  }), { numRuns: 1_000 })
})

test('whatever stands in it, a Consent or an Encounter is read, in bounded time', () => {
  fc.assert(fc.property(fc.constantFrom('Consent', 'Encounter'), fc.dictionary(fc.constantFrom('status', 'patient', 'subject', 'provision', 'period', 'location', 'serviceProvider'), fc.anything()), (resourceType, fields) => {
    permitsOf({ ...fields, resourceType, status: resourceType === 'Consent' ? 'active' : 'planned', patient: { reference: 'Patient/p' }, subject: { reference: 'Patient/p' } })
  }))
  let deep: object = { type: 'permit', actor: [to('beta')] }
  for (let i = 0; i < 50; i++) deep = { type: 'permit', actor: [to('beta')], provision: [deep] }
  const wide = { type: 'permit', actor: [to('beta')], provision: Array.from({ length: 5_000 }, (_, i) => ({ type: 'permit', actor: [to(`c${i}`)], period: { start: '2026', end: '2027' } })) }
  for (const root of [deep, wide]) assert.ok(permitsOf(consent(root)).length < 2_000 && !holds(permitsOf(consent(root)), ['beta'], 'TREAT', 'Observation'))
})
