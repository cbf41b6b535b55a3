/** What the portal's builder of forms sends, as a carrier's administration sends it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, setting, type Setting } from './setting.ts'

interface Stored { readonly id: string; readonly status: string; readonly meta: { readonly versionId: string } }
type Call = (method: string, path: string, body?: object) => Promise<Response>

async function signedIn(s: Setting, account: string): Promise<Call> {
  const headers = { 'x-steckwerk': '1', accept: 'application/json' }
  const json = { ...headers, 'content-type': 'application/json' }
  const answer = await fetch(`${s.url}/portal/api/session`, { method: 'POST', headers: json, body: JSON.stringify({ account, password: s.access.demoPassword }) })
  assert.equal(answer.ok, true, account)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return (method, path, body) => fetch(`${s.url}/fhir/alpha${path}`, {
    method, headers: { ...(body === undefined || body instanceof URLSearchParams ? headers : json), cookie }, ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
  })
}

const draft = { resourceType: 'Questionnaire', url: 'urn:uuid:1', version: '1', title: 'Neu', status: 'draft', subjectType: ['Patient'] }
const transaction = (...resources: readonly Stored[]): object => ({
  resourceType: 'Bundle', type: 'transaction', entry: resources.map((resource) => ({ resource, request: { method: 'PUT', url: `Questionnaire/${resource.id}`, ifMatch: `W/"${resource.meta.versionId}"` } })),
})

test('a carrier\'s administration writes questionnaires, all or none and over what it has read; nothing else that is definitional', async () => {
  await using s = await setting()
  const admin = await signedIn(s, 'verwaltung.alpha')
  const made = await admin('POST', '/Questionnaire', draft)
  assert.equal(made.status, 201)
  const [one, other] = [await made.json() as Stored, await (await admin('POST', '/Questionnaire', { ...draft, version: '2' })).json() as Stored]
  const saved = await admin('POST', '', transaction({ ...one, status: 'retired' }, { ...other, status: 'active' }))
  assert.equal(saved.status, 200)
  const { entry } = await saved.json() as { readonly entry: readonly { readonly response: { readonly etag: string } }[] }
  assert.deepEqual(entry.map(({ response }) => /"([^"]+)"/.exec(response.etag)?.[1]), ['2', '2'])
  // Somebody has saved meanwhile: neither is changed.
  assert.equal((await admin('POST', '', transaction({ ...other, meta: { versionId: '2' }, status: 'retired' }, { ...one, status: 'active' }))).status, 412)
  const found = await admin('POST', '/Questionnaire/_search', new URLSearchParams({ _sort: '-_lastUpdated', _count: '50' }))
  assert.equal(found.status, 200)
  const now = await found.json() as { readonly entry: readonly { readonly resource: Stored }[] }
  assert.deepEqual(Object.fromEntries(now.entry.map(({ resource }) => [resource.id, resource.status])), { [one.id]: 'retired', [other.id]: 'active' })
  assert.equal((await admin('DELETE', `/Questionnaire/${one.id}`)).status, 403)
  assert.equal((await admin('POST', '/ValueSet', { resourceType: 'ValueSet', status: 'draft' })).status, 403)
  const clinician = await signedIn(s, 'aerztin.alpha')
  assert.equal((await clinician('GET', `/Questionnaire/${one.id}`)).status, 200)
  assert.deepEqual((await outcomeOf(await clinician('POST', '/Questionnaire', draft))).codes, ['api/not-permitted'])
})
