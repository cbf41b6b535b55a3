import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put, setting } from './setting.ts'

interface Explanation {
  readonly route: string
  readonly reason: string
  readonly drivers: readonly { readonly kind: string; readonly chosen: boolean }[]
  readonly statements: readonly { readonly text: string; readonly plan: readonly string[]; readonly ms: number }[]
  readonly rows: number
}

test('the operator is told how a search is answered; others are not', async () => {
  await using s = await setting()
  await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p', gender: 'female', identifier: [{ system: 'urn:k', value: '1' }] }))
  const ask = (search: unknown, headers: Record<string, string> = {}, carrier = 'alpha'): Promise<Response> =>
    s.call(`/admin/carriers/${carrier}/explain`, { method: 'POST', body: JSON.stringify({ search }), headers: { 'content-type': 'application/json', ...headers } })
  const response = await ask('Patient?identifier=urn:k|1&_sort=-_lastUpdated')
  const explained = (await response.json()) as Explanation
  assert.equal(response.status, 200, JSON.stringify(explained))
  assert.ok(['collect', 'walk', 'walk-then-collect'].includes(explained.route))
  assert.ok(explained.reason.length > 10 && explained.rows === 1)
  assert.ok(explained.statements.some(({ plan, ms }) => plan.length > 0 && ms >= 0))
  const fault = async (answer: Response): Promise<[number, string]> => [answer.status, ((await answer.json()) as { code: string }).code]
  assert.deepEqual(await fault(await ask('Nonsense?x=1')), [400, 'api/explain-search'])
  assert.deepEqual(await fault(await ask('Patient?nonsense=1')), [400, 'fhir/search-unknown-parameter'])
  assert.deepEqual(await fault(await ask(1)), [400, 'api/body'])
  assert.deepEqual(await fault(await ask('Patient', {}, 'gamma')), [404, 'api/carrier-unknown'])
  assert.deepEqual(await fault(await ask('Patient', { authorization: 'Bearer wrong-wrong-wrong' })), [401, 'api/unauthenticated'])
})
