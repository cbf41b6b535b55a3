import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Condition, NumberValue, SearchQuery } from '@steckwerk/fhir'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'
import { usualLimits, type Limits } from '../src/search/scope.ts'
import { PlanBench, servers } from './plans.ts'
import { region } from './region.ts'

const token = (param: string, code: string): Condition => ({ kind: 'token', param, negate: false, values: [{ system: undefined, code }] })
const identifier = (value: string): Condition => ({ kind: 'token', param: 'identifier', negate: false, values: [{ system: 'http://example.org/sid', code: value }] })
const id = (value: string): Condition => ({ kind: 'id', values: [value] })
const chain = (param: string, target: string, ...conditions: Condition[]): Condition => ({ kind: 'chain', param, target, conditions })
const has = (source: string, param: string, ...conditions: Condition[]): Condition => ({ kind: 'has', source, param, conditions })
const any = (...of: Condition[][]): Condition => ({ kind: 'any', of })
const number = (param: string, prefix: NumberValue['prefix'], low: number, high = low, unit: NumberValue['unit'] = ''): Condition => ({ kind: 'number', param, values: [{ prefix, unit, low, high }] })
const newest: SearchQuery['sort'] = [{ param: 'date', descending: true }]

/** Along every reference from here on: what an impatient searcher would do. */
const follow: Limits = { ...usualLimits, frequent: 1, few: Infinity }
/** From the far end, however much there is. */
const fetch: Limits = { ...usualLimits, frequent: 1_000_000, targets: 1_000_000, few: 0 }

interface Shape {
  readonly name: string
  readonly query: Partial<SearchQuery> & { type: string }
  /** The indexes each statement reads; the last of them gives the page. */
  readonly plans: readonly (readonly string[])[]
  /** The result must be the same by these choices, of which one is wrong. */
  readonly same?: readonly Limits[]
}

const shapes: readonly Shape[] = [
  { name: 'a chain from few', query: { type: 'Observation', conditions: [chain('patient', 'Patient', id('p7'))], count: 200 }, plans: [['res_pkey'], ['res_patient', 'res_pkey']], same: [follow, fetch] },
  { name: 'a chain from an identifier, newest first', query: { type: 'Observation', conditions: [chain('subject', 'Patient', identifier('7'))], sort: newest }, plans: [['bitmap res_tokens'], ['res_patient'], ['res_patient', 'res_pkey']], same: [follow, fetch] },
  { name: 'a chain from many, newest first', query: { type: 'Observation', conditions: [chain('patient', 'Patient', token('gender', 'female'))], sort: newest }, plans: [['bitmap res_tokens'], ['backward res_lo', 'res_me']], same: [fetch] },
  { name: 'a chain from many by a rare token', query: { type: 'Observation', conditions: [chain('patient', 'Patient', token('gender', 'female')), { kind: 'id', values: ['o1-0', 'o2-0', 'o3-0'] }] }, plans: [['res_pkey', 'res_me', 'res_pkey']], same: [fetch] },
  { name: 'a chain of three', query: { type: 'Observation', conditions: [chain('encounter', 'Encounter', chain('location', 'Location', chain('organization', 'Organization', id('g3'))))], count: 100 }, plans: [['res_pkey'], ['bitmap res_tokens'], ['bitmap res_tokens'], ['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey'], ['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey', 'res_pkey']], same: [follow, fetch] },
  { name: '_has of few', query: { type: 'Patient', conditions: [has('Observation', 'patient', id('o3-0'))] }, plans: [['res_pkey', 'res_me'], ['res_me', 'res_pkey']], same: [follow, fetch] },
  { name: '_has of many', query: { type: 'Patient', conditions: [has('Observation', 'patient', token('code', 'a'))] }, plans: [['bitmap res_tokens'], ['res_pkey', 'bitmap res_tokens']], same: [fetch] },
  { name: 'tokens of several parameters', query: { type: 'Observation', conditions: [any([token('code', 'z')], [token('component-code', 'z')])] }, plans: [['bitmap res_tokens'], ['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey']] },
  { name: 'alternatives of several kinds', query: { type: 'Patient', conditions: [any([identifier('7'), token('gender', 'female')], [{ kind: 'string', param: 'family', match: 'exact', values: ['Nobody'] }])] }, plans: [['str_pkey'], ['bitmap res_tokens', 'str_pkey', 'res_pkey', 'res_pkey', 'res_pkey']] },
  { name: 'a number that few have', query: { type: 'RiskAssessment', conditions: [number('probability', 'eq', 0.4449, 0.4451)] }, plans: [['num_lo'], ['num_lo', 'res_me', 'res_pkey']] },
  { name: 'a number reached by ranges', query: { type: 'RiskAssessment', conditions: [number('probability', 'gt', 0.985)], count: 500 }, plans: [['num_lo', 'num_wide'], ['num_lo', 'num_wide', 'res_me', 'res_pkey']] },
  { name: 'a number that many have', query: { type: 'Observation', conditions: [number('value-quantity', 'gt', 3)], sort: newest }, plans: [['num_lo', 'num_wide'], ['backward res_lo']] },
  { name: 'the greatest numbers', query: { type: 'Observation', conditions: [token('code', 'z')], sort: [{ param: 'value-quantity', descending: true }] }, plans: [['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey']] },
  { name: 'parts that meet', query: { type: 'Observation', conditions: [{ kind: 'composite', param: 'component-code-value-quantity', values: [[{ kind: 'token', value: { system: undefined, code: 'z' } }, { kind: 'number', value: { prefix: 'gt', unit: '', low: 3, high: 3 } }]] }] }, plans: [['bitmap res_tokens'], ['bitmap res_tokens', 'res_pkey']] },
  { name: 'near a place', query: { type: 'Location', conditions: [{ kind: 'near', latitude: 51.5, longitude: 7.5, metres: 500 }] }, plans: [['num_lo'], ['num_lo', 'res_me', 'res_pkey']] },
]

for (const { version, skip, ...options } of servers) {
  describe(`search along references on ${version}`, { skip }, () => {
    let postgres: TestPostgres
    let bench: PlanBench
    before(async () => {
      postgres = await testPostgres(options)
      bench = await PlanBench.make(postgres, region(300), [{ slug: 'alpha', copies: 30 }, { slug: 'beta', copies: 4 }])
    })
    after(async () => {
      await bench[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    })

    for (const shape of shapes) {
      test(shape.name, async () => {
        const { plans, ids } = await bench.search(1, shape.query, usualLimits)
        assert.deepEqual(plans.map((plan) => plan.scans.toSorted()), shape.plans.map((plan) => plan.toSorted()), plans.map((plan) => plan.text).join('\n'))
        for (const limits of shape.same ?? []) {
          const other = await bench.search(1, shape.query, limits)
          assert.deepEqual(other.ids, ids)
          // The wrong choice costs time, but reads no table as a whole either.
          assert.ok(other.plans.every((plan) => plan.scans.every((scan) => !scan.startsWith('seq'))))
        }
      })
    }
  })
}
