import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { careAt, releaseTo, refusalTo, type Condition, type Resource, type SearchQuery } from '@steckwerk/fhir'
import { bothViews, type View } from '@steckwerk/kernel'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'
import { PlanBench, servers } from './plans.ts'

const start = Date.UTC(2026, 0, 1)
const iso = (ms: number): string => new Date(ms).toISOString()
const ref = (to: string) => ({ reference: to })
/** Of 300 Patients these have released their data: few, next to the carrier's. */
const releasing = (i: number): boolean => i % 30 === 3

function resources(): Resource[] {
  return Array.from({ length: 300 }, (_, i): Resource[] => [
    { resourceType: 'Patient', id: `p${i}`, gender: i % 2 === 0 ? 'female' : 'male', name: [{ family: `Fam${i % 40}` }], identifier: [{ system: 'http://example.org/sid', value: String(i) }] },
    { resourceType: 'Encounter', id: `e${i}`, status: 'finished', class: { code: 'IMP' }, subject: ref(`Patient/p${i}`), serviceProvider: ref(`Organization/w${i % 10}`), period: { start: iso(start + i * 3_600_000) } },
    { resourceType: 'Observation', id: `o${i}`, status: 'final', code: { coding: [{ code: 'a' }] }, subject: ref(`Patient/p${i}`), encounter: ref(`Encounter/e${i}`), effectiveDateTime: iso(start + i * 3_600_000) },
    ...(releasing(i) ? [{ resourceType: 'Consent', id: `c${i}`, status: 'active', patient: ref(`Patient/p${i}`), provision: { type: 'permit', actor: [{ reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }] } }] : []),
  ]).flat()
}

const view = (patients: View['rules'][number]['patients']): View => ({ rules: [{ types: 'all', may: 'rs', patients, where: [] }] })
const own = view([{ ids: ['p7'] }])
const released = view([{ admitted: [releaseTo('beta', 'TREAT', '{type}'), releaseTo('beta', 'TREAT', '*')], refused: [refusalTo('beta', 'TREAT', '{type}'), refusalTo('beta', 'TREAT', '*')], first: true }])
const clinician = view([{ admitted: [0, 1, 2, 3, 4].map((n) => careAt('Organization', `w${n}`)) }])
const newest: Pick<SearchQuery, 'sort'> = { sort: [{ param: 'date', descending: true }] }
const of = (id: string): Condition => ({ kind: 'reference', param: 'patient', values: [{ type: 'Patient', id, url: undefined }] })
const token = (param: string, code: string): Condition => ({ kind: 'token', param, negate: false, values: [{ system: undefined, code }] })
const named = (family: string): Condition => ({ kind: 'string', param: 'family', match: 'starts', values: [family] })

for (const { version, skip, ...options } of servers) {
  describe(`views on ${version}`, { skip }, () => {
    let postgres: TestPostgres
    let bench: PlanBench
    before(async () => {
      postgres = await testPostgres(options)
      bench = await PlanBench.make(postgres, resources(), [{ slug: 'alpha', copies: 60 }, { slug: 'beta', copies: 5 }])
    })
    after(async () => {
      await bench[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    })
    const scans = (plan: { readonly scans: readonly string[] }): readonly string[] => [...new Set(plan.scans)].toSorted()

    test("one's own: by the Patient's part of an index, in order, whatever else is asked", async () => {
      const encounters = await bench.seen(1, own, { type: 'Encounter', conditions: [token('class', 'IMP')], ...newest })
      assert.deepEqual([encounters.plans.map(scans), encounters.plans.at(-1)!.sorts, encounters.found], [[['backward res_patient']], 0, 20])
      const observations = await bench.seen(1, own, { type: 'Observation', ...newest })
      assert.deepEqual([observations.plans.map(scans), observations.found], [[['bitmap res_tokens', 'res_pkey']], 20])
      assert.ok(observations.touched[0]! < 200, String(observations.touched))
      const patients = await bench.seen(1, own, { type: 'Patient', conditions: [token('gender', 'male')] })
      assert.deepEqual([patients.plans.map(scans), patients.found], [[['res_pkey']], 1])
    })

    test('in treatment, newest first: the order is walked, each row looked up among the permits', async () => {
      const { plans, touched, found } = await bench.seen(1, clinician, { type: 'Encounter', ...newest })
      assert.deepEqual([scans(plans.at(-1)!), plans.at(-1)!.sorts, found], [['backward res_lo', 'permit_holder'], 0, 20], plans.at(-1)!.text)
      assert.ok(touched.at(-1)! < 1_000, String(touched))
      assert.ok(plans.every((plan) => !plan.scans.some((scan) => scan.startsWith('seq'))))
    })

    test('released: one statement that begins with the permits, whatever is asked', async () => {
      for (const asked of [{ type: 'Encounter', ...newest }, { type: 'Encounter', conditions: [token('status', 'finished')] }, { type: 'Patient', conditions: [named('fam')] }, { type: 'Observation', conditions: [token('code', 'a')], total: 'accurate' as const, count: 0 }]) {
        const { plans, found, touched } = await bench.seen(1, released, asked)
        assert.equal(plans.length, 1)
        assert.deepEqual(scans(plans[0]!).filter((scan) => scan !== 'res_pkey'), ['permit_holder', 'res_patient'], plans[0]!.text)
        assert.ok(found > 0 && touched[0]! < 20_000, String(touched))
      }
    })

    test('released: whether a Patient of somebody else exists changes neither the statements nor how many rows they look at', async () => {
      const narrowed = bothViews(released, view([{ ids: ['p8'] }]))
      const pairs: readonly (readonly [Partial<SearchQuery> & { type: string }, Partial<SearchQuery> & { type: string }])[] = [
        [{ type: 'Observation', conditions: [of('p8')] }, { type: 'Observation', conditions: [of('px')] }],
        [{ type: 'Encounter', conditions: [of('p8')], ...newest }, { type: 'Encounter', conditions: [of('px')], ...newest }],
        [{ type: 'Patient', conditions: [{ kind: 'id', values: ['p8'] }] }, { type: 'Patient', conditions: [{ kind: 'id', values: ['px'] }] }],
        [{ type: 'Patient', conditions: [token('identifier', '8')] }, { type: 'Patient', conditions: [token('identifier', '8000')] }],
        [{ type: 'Patient', conditions: [named('fam8')] }, { type: 'Patient', conditions: [named('fum8')] }],
        [{ type: 'Observation', conditions: [{ kind: 'chain', param: 'patient', target: 'Patient', conditions: [token('identifier', '8')] }] }, { type: 'Observation', conditions: [{ kind: 'chain', param: 'patient', target: 'Patient', conditions: [token('identifier', '8000')] }] }],
        [{ type: 'Patient', conditions: [{ kind: 'id', values: ['p8'] }, { kind: 'has', source: 'Observation', param: 'patient', conditions: [] }] }, { type: 'Patient', conditions: [{ kind: 'id', values: ['px'] }, { kind: 'has', source: 'Observation', param: 'patient', conditions: [] }] }],
        [{ type: 'Encounter', conditions: [of('p8')], total: 'accurate', count: 0 }, { type: 'Encounter', conditions: [of('px')], total: 'accurate', count: 0 }],
      ]
      for (const seen of [released, narrowed]) {
        for (const [there, nowhere] of pairs) {
          const [one, other] = [await bench.seen(1, seen, there), await bench.seen(1, seen, nowhere)]
          assert.deepEqual([one.found, one.plans.map((plan) => plan.scans), one.touched], [other.found, other.plans.map((plan) => plan.scans), other.touched], JSON.stringify(there))
        }
      }
    })
  })
}
