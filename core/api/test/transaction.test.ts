import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

interface BundleBody {
  type: string
  entry: { resource?: Record<string, unknown>; response: { status: string; location?: string; etag?: string; lastModified?: string; outcome?: { issue: { details: { coding: { code: string }[] } }[] } } }[]
}

const bundle = (type: string, entry: unknown[]): unknown => ({ resourceType: 'Bundle', type, entry })
const encounter = (subject: string): unknown => ({
  resourceType: 'Encounter', status: 'in-progress', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' }, subject: { reference: subject },
})
const uuid = (n: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`

async function send(s: Setting, type: string, entries: unknown[], headers: Record<string, string> = {}): Promise<BundleBody> {
  const response = await s.call('/fhir/alpha', post(bundle(type, entries), headers))
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as BundleBody
}

test('a transaction creates, resolves its own references, updates, deletes and reads what it wrote', async () => {
  await using s = await setting()
  await s.call('/fhir/alpha/Patient/old', put({ resourceType: 'Patient', id: 'old' }))
  await s.call('/fhir/alpha/Patient/kept', put({ resourceType: 'Patient', id: 'kept' }))
  const answer = await send(s, 'transaction', [
    { request: { method: 'GET', url: 'Patient/kept' } },
    { fullUrl: uuid(1), resource: encounter(uuid(2)), request: { method: 'POST', url: 'Encounter' } },
    { fullUrl: uuid(2), resource: { resourceType: 'Patient', identifier: [{ system: 'urn:ietf:rfc:3986', value: uuid(2) }] }, request: { method: 'POST', url: 'Patient' } },
    { fullUrl: 'http://kis.example/Patient/kept', resource: { resourceType: 'Patient', id: 'kept', active: true }, request: { method: 'PUT', url: 'Patient/kept', ifMatch: 'W/"1"' } },
    { resource: { resourceType: 'Patient', id: 'new', link: [{ other: { reference: 'http://kis.example/Patient/kept' }, type: 'seealso' }] }, request: { method: 'PUT', url: 'Patient/new' } },
    { request: { method: 'DELETE', url: 'Patient/old' } },
    { request: { method: 'DELETE', url: 'Patient/never' } },
  ])
  assert.equal(answer.type, 'transaction-response')
  assert.deepEqual(answer.entry.map((entry) => [entry.response.status, entry.response.etag]), [
    ['200 OK', 'W/"2"'], ['201 Created', 'W/"1"'], ['201 Created', 'W/"1"'], ['200 OK', 'W/"2"'], ['201 Created', 'W/"1"'], ['204 No Content', 'W/"2"'],
    ['204 No Content', undefined],
  ])
  assert.equal(answer.entry[0]!.resource?.['active'], true)
  const created = answer.entry[2]!.response.location!.slice(s.url.length)
  const id = created.split('/')[4]!
  const visit = (await (await s.call(answer.entry[1]!.response.location!.slice(s.url.length))).json()) as { subject: { reference: string } }
  assert.equal(visit.subject.reference, `Patient/${id}`)
  const patient = (await (await s.call(created)).json()) as { identifier: { value: string }[] }
  assert.equal(patient.identifier[0]!.value, uuid(2), 'an identifier that looks like a reference stays')
  const linked = (await (await s.call('/fhir/alpha/Patient/new')).json()) as { link: { other: { reference: string } }[] }
  assert.equal(linked.link[0]!.other.reference, 'Patient/kept')
  assert.equal((await s.call('/fhir/alpha/Patient/old')).status, 410)
})

test('one fault undoes all, and every fault is told with its place', async () => {
  await using s = await setting()
  await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p' }))
  const good = { fullUrl: uuid(1), resource: { resourceType: 'Patient', id: 'good' }, request: { method: 'PUT', url: 'Patient/good' } }
  const cases: [unknown[], number, string, string][] = [
    [[good, { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Patient' } }], 422, 'api/transaction', 'Bundle.entry[1].resource.gender'],
    [[good, { resource: encounter(uuid(9)), request: { method: 'POST', url: 'Encounter' } }], 422, 'api/transaction', 'Bundle.entry[1].resource.subject.reference'],
    [[good, { resource: encounter('Patient?identifier=1'), request: { method: 'POST', url: 'Encounter' } }], 422, 'api/transaction', 'Bundle.entry[1].resource.subject.reference'],
    [[good, { resource: { resourceType: 'Patient', id: 'p', active: true }, request: { method: 'PUT', url: 'Patient/p', ifMatch: 'W/"7"' } }], 412, 'api/if-match', 'Bundle.entry[1].request.ifMatch'],
    [[good, { ...good, fullUrl: uuid(2) }], 422, 'api/transaction', 'Bundle.entry[1].request.url'],
    [[good, { request: { method: 'GET', url: 'Patient/none' } }], 404, 'api/resource-missing', 'Bundle.entry[1].request.url'],
    [[good, { request: { method: 'POST', url: 'Patient' } }], 422, 'api/transaction', 'Bundle.entry[1].resource'],
    [[good, { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient', ifNoneExist: 'a=b' } }], 422, 'api/transaction', 'Bundle.entry[1].request.ifNoneExist'],
    [[good, { request: { method: 'DELETE', url: 'Patient?nonsense=x' } }], 422, 'api/transaction', 'Bundle.entry[1].request.url'],
    [[good, { request: { method: 'FETCH', url: 'Patient' } }, { nope: 1 }, { request: { method: 'GET', url: '$everything' } }], 422, 'api/transaction', 'Bundle.entry[2]'],
  ]
  for (const [entries, status, code, place] of cases) {
    const outcome = await outcomeOf(await s.call('/fhir/alpha', post(bundle('transaction', entries))))
    assert.deepEqual([outcome.status, outcome.codes[0]], [status, code], outcome.text)
    assert.ok(outcome.text.includes(place), `${place} in ${outcome.text}`)
    assert.equal((await s.call('/fhir/alpha/Patient/good')).status, 404, 'nothing was written')
  }
})

test('a batch answers each entry on its own', async () => {
  await using s = await setting()
  const answer = await send(s, 'batch', [
    { resource: { resourceType: 'Patient', id: 'a' }, request: { method: 'PUT', url: 'Patient/a' } },
    { resource: { resourceType: 'Patient', gender: 'x' }, request: { method: 'POST', url: 'Patient' } },
    { request: { method: 'GET', url: 'Patient/none' } },
    { request: { method: 'DELETE', url: 'Patient/none' } },
    { nonsense: true },
    { resource: { resourceType: 'Patient', id: 'b' }, request: { method: 'PUT', url: 'Patient/b', ifMatch: 'W/"3"' } },
    { request: { method: 'GET', url: 'metadata' } },
  ], { prefer: 'return=representation' })
  assert.equal(answer.type, 'batch-response')
  assert.deepEqual(
    answer.entry.map(({ response, resource }) => [response.status, response.outcome?.issue[0]?.details.coding[0]?.code, resource?.['id']]),
    [
      ['201 Created', undefined, 'a'], ['422', 'api/validation', undefined], ['404', 'api/resource-missing', undefined], ['204 No Content', undefined, undefined],
      ['400', 'api/bundle', undefined], ['412', 'api/if-match', undefined], ['404', 'api/type-unknown', undefined],
    ],
  )
})

test('other Bundles and other bodies are refused', async () => {
  await using s = await setting()
  for (const [body, status, code] of [
    [bundle('searchset', []), 400, 'api/bundle'], [{ resourceType: 'Patient' }, 400, 'api/resource-type'], [{ resourceType: 'Bundle', type: 'batch', entry: {} }, 400, 'api/bundle'],
    ['[]', 400, 'api/resource-type'], ['', 400, 'api/body-missing'],
  ] as const) {
    const outcome = await outcomeOf(await s.call('/fhir/alpha', post(body)))
    assert.deepEqual([outcome.status, outcome.codes[0]], [status, code])
  }
  assert.deepEqual((await send(s, 'transaction', [])).entry, undefined)
})

test('transactions on the same resources at once all come through', async () => {
  await using s = await setting()
  const entries = (n: number): unknown[] => ['x', 'y', 'z'].map((id) => ({ resource: { resourceType: 'Patient', id, multipleBirthInteger: n }, request: { method: 'PUT', url: `Patient/${id}` } }))
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => send(s, 'transaction', entries(n))))
  const statuses = answers.flatMap((answer) => answer.entry.map((entry) => entry.response.status))
  assert.equal(statuses.filter((status) => status === '201 Created').length, 3)
  for (const id of ['x', 'y', 'z']) assert.equal((await s.call(`/fhir/alpha/Patient/${id}`)).headers.get('etag'), 'W/"6"')
})
