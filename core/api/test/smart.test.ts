/** Authorization by people: the flow an app goes through, and every refusal on its way. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ConsentRequest } from '../src/contract/smart.ts'
import { put, setting, type Setting } from './setting.ts'
import { signedIn, smartClient, type Tokens } from './smart-client.ts'

let s: Setting
let app: ReturnType<typeof smartClient>

before(async () => {
  s = await setting()
  app = smartClient(s)
  const region: { resourceType: string; id: string }[] = [
    { resourceType: 'Organization', id: 'haus', name: 'Haus' } as never,
    ...['p1', 'p2'].flatMap((id) => [
      { resourceType: 'Patient', id, name: [{ family: `Ahorn${id}`, given: ['Ada'] }], birthDate: '1970-02-03' },
      { resourceType: 'Encounter', id: `e-${id}`, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, serviceProvider: { reference: 'Organization/haus' }, period: { start: '2024-01-01' } },
      { resourceType: 'Observation', id: `o-${id}`, status: 'final', code: { text: 'x' }, category: [{ coding: [{ code: 'laboratory' }] }], subject: { reference: `Patient/${id}` } },
    ]),
  ]
  for (const carrier of ['alpha', 'beta']) {
    for (const resource of region) {
      const answer = await s.call(`/fhir/${carrier}/${resource.resourceType}/${resource.id}`, put(resource))
      assert.equal(answer.status, 201, await answer.text())
    }
  }
})
after(() => s[Symbol.asyncDispose]())

test('standalone launch: PKCE, consent, one patient, and nobody else', async () => {
  const { client } = await app.register()
  const jar = await signedIn(s, 'station')
  const uid = await app.begin(jar, app.authorizeUrl(client.id))
  const asked = await (await app.interaction(jar, uid)).json() as ConsentRequest
  assert.deepEqual([asked.client.name, asked.carrier.slug, asked.patient, asked.destination], ['Testwerk', 'alpha', 'search', 'http://127.0.0.1:9'])
  assert.deepEqual(asked.scopes.map(({ scope }) => scope), ['openid', 'launch/patient', 'patient/Observation.rs', 'patient/Patient.rs'])
  const found = await (await app.interaction(jar, uid, '/persons?name=Ahornp1')).json() as { persons: { patient: string; name: string }[] }
  assert.deepEqual(found.persons.map(({ patient, name }) => [patient, name]), [['p1', 'Ada Ahornp1']])
  const answered = await app.confirm(jar, uid, { patient: 'p1' })
  const told = app.told(answered)
  assert.equal(told.get('state'), 'st-1')
  assert.equal(told.get('iss'), `${s.url}/oidc`)
  const response = await app.exchange(client.id, told.get('code')!)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const tokens = await response.json() as Tokens
  assert.deepEqual([tokens.patient, tokens.need_patient_banner, tokens.token_type, tokens.expires_in], ['p1', true, 'Bearer', 600])
  assert.equal(tokens.scope.split(' ').toSorted().join(' '), 'launch/patient openid patient/Observation.rs patient/Patient.rs')
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p1')).status, 200)
  assert.equal((await app.fhir(tokens.access_token, '/Patient/p2')).status, 404)
  const all = await (await app.fhir(tokens.access_token, '/Observation?_total=accurate')).json() as { total: number; entry: { resource: { id: string } }[] }
  assert.deepEqual([all.total, all.entry.map(({ resource }) => resource.id)], [1, ['o-p1']])
  assert.equal((await app.fhir(tokens.access_token, '/Condition')).status, 403)
})
