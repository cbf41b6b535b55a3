/** A client nobody here wrote: fhir-kit-client, every call it has. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CapabilityTool, Client, type FhirResource } from 'fhir-kit-client'
import { setting, type Setting } from './setting.ts'

interface Bundle extends FhirResource {
  readonly type: string
  readonly total?: number
  readonly link: { relation: string; url: string }[]
  readonly entry?: readonly { readonly resource?: FhirResource & { id: string }; readonly response?: { readonly status: string; readonly location?: string } }[]
}
type Kept = FhirResource & { id: string; meta: { versionId: string; lastUpdated: string } }

let s: Setting
let client: Client
before(async () => {
  s = await setting()
  client = new Client({ baseUrl: `${s.url}/fhir/alpha`, bearerToken: s.token })
})
after(() => s[Symbol.asyncDispose]())

const person = (family: string, members: object = {}): FhirResource => ({ resourceType: 'Patient', name: [{ family }], ...members })
const create = async (body: FhirResource, headers: Record<string, string> = {}): Promise<Kept> =>
  (await client.create({ resourceType: body.resourceType, body, options: { headers } })) as Kept
const idsOf = (bundle: FhirResource): string[] => ((bundle as Bundle).entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource.id]))
const responseOf = (resource: FhirResource): Response => Client.httpFor(resource).response!

/** The status and the outcome a refused call carries. */
async function refusal(call: Promise<unknown>): Promise<number> {
  const error = await call.then(() => assert.fail('it was not refused'), (thrown: unknown) => thrown as { response: { status: number; data: FhirResource } })
  assert.equal(error.response.data.resourceType, 'OperationOutcome')
  return error.response.status
}

test('create, read, vread, update, patch and delete', async () => {
  const made = await create(person('Ahorn', { birthDate: '1970-01-01' }))
  assert.equal(responseOf(made).status, 201)
  assert.equal(responseOf(made).headers.get('location'), `${s.url}/fhir/alpha/Patient/${made.id}/_history/1`)
  const read = (await client.read({ resourceType: 'Patient', id: made.id })) as Kept
  assert.deepEqual([read.id, read.meta.versionId, responseOf(read).headers.get('etag')], [made.id, '1', 'W/"1"'])

  const updated = (await client.update({ resourceType: 'Patient', id: made.id, body: { ...read, gender: 'male' }, options: { headers: { 'If-Match': 'W/"1"' } } })) as Kept
  assert.equal(updated.meta.versionId, '2')
  const patched = (await client.patch({ resourceType: 'Patient', id: made.id, jsonPatch: [
    { op: 'test', path: '/gender', value: 'male' }, { op: 'replace', path: '/name/0/family', value: 'Birke' }, { op: 'add', path: '/active', value: true }, { op: 'remove', path: '/birthDate' },
  ] })) as Kept & { active: boolean; name: { family: string }[]; birthDate?: string }
  assert.deepEqual([patched.meta.versionId, patched.active, patched.name[0]!.family, patched.birthDate], ['3', true, 'Birke', undefined])
  assert.equal(((await client.vread({ resourceType: 'Patient', id: made.id, version: '1' })) as unknown as typeof patched).name[0]!.family, 'Ahorn')

  await client.delete({ resourceType: 'Patient', id: made.id })
  assert.equal(await refusal(client.read({ resourceType: 'Patient', id: made.id })), 410)
  assert.equal(((await client.vread({ resourceType: 'Patient', id: made.id, version: '3' })) as Kept).meta.versionId, '3')
  assert.equal(await refusal(client.read({ resourceType: 'Patient', id: 'nobody' })), 404)
})

test('what does not hold is refused, and says so as an outcome', async () => {
  const { id } = await create(person('Buche'))
  const stale = { headers: { 'If-Match': 'W/"7"' } }
  assert.equal(await refusal(client.update({ resourceType: 'Patient', id, body: { ...person('x'), id }, options: stale })), 412)
  assert.equal(await refusal(client.patch({ resourceType: 'Patient', id, jsonPatch: [{ op: 'test', path: '/name/0/family', value: 'Eiche' }] })), 422)
  assert.equal(await refusal(client.create({ resourceType: 'Patient', body: person('x', { gender: 'bird' }) })), 422)
  assert.equal(await refusal(client.search({ resourceType: 'Patient', searchParams: { nonsense: '1' } })), 400)
  const wordless = create(person('x'), { 'If-None-Exist': 'Zyzzyx' })
  await assert.rejects(wordless, (error: { response: { data: unknown } }) => !JSON.stringify(error.response.data).includes('Zyzzyx'))
})

test('search by address and by form, several values, page after page', async () => {
  const made: string[] = []
  for (let i = 0; i < 7; i++) made.push((await create(person(`Seite${i}`, { gender: i % 2 === 0 ? 'female' : 'male', identifier: [{ system: 'urn:page', value: String(i) }] }))).id)
  for (const postSearch of [false, true]) {
    let bundle = (await client.search({ resourceType: 'Patient', searchParams: { family: 'seite', _count: 3, _sort: 'family', _total: 'accurate' }, options: { postSearch } })) as Bundle
    assert.equal(bundle.total, 7)
    const ids: string[] = []
    for (;;) {
      ids.push(...idsOf(bundle))
      const next = client.nextPage({ bundle })
      if (next === undefined) break
      bundle = (await next) as Bundle
    }
    assert.deepEqual(ids, made)
  }
  const both = await client.search({ resourceType: 'Patient', searchParams: { family: ['seite', 'seite1'], gender: 'male' } })
  assert.deepEqual(idsOf(both), [made[1]])
})

test('create and update on a condition', async () => {
  const body = person('Bedingt', { identifier: [{ system: 'urn:if', value: '1' }] })
  const first = await create(body, { 'If-None-Exist': 'identifier=urn:if|1' })
  const second = await create(body, { 'If-None-Exist': 'identifier=urn:if|1' })
  assert.deepEqual([responseOf(first).status, responseOf(second).status, second.id], [201, 200, first.id])
  const found = (await client.update({ resourceType: 'Patient', searchParams: { identifier: 'urn:if|1' }, body: { ...body, active: true } })) as Kept
  assert.deepEqual([responseOf(found).status, found.id, found.meta.versionId], [200, first.id, '2'])
  const fresh = (await client.update({ resourceType: 'Patient', searchParams: { identifier: 'urn:if|2' }, body: person('Neu', { identifier: [{ system: 'urn:if', value: '2' }] }) })) as Kept
  assert.equal(responseOf(fresh).status, 201)
  assert.equal(await refusal(client.update({ resourceType: 'Patient', searchParams: { identifier: 'urn:if|' }, body })), 412)
})

test('histories of one, of a type, of everything', async () => {
  const { id } = await create(person('Chronik'))
  await client.update({ resourceType: 'Patient', id, body: { ...person('Chronik II'), id } })
  await client.delete({ resourceType: 'Patient', id })
  const own = (await client.resourceHistory({ resourceType: 'Patient', id })) as FhirResource & { type: string; entry: { request: { method: string }; response: { status: string } }[] }
  assert.equal(own.type, 'history')
  // As it would be played back: under the same id.
  assert.deepEqual(own.entry.map(({ request, response }) => `${request.method} ${response.status}`), ['DELETE 204', 'PUT 200', 'PUT 201'])
  const newest = (bundle: FhirResource): string => (bundle as typeof own).entry[0]!.request.method
  assert.equal(newest(await client.typeHistory({ resourceType: 'Patient' })), 'DELETE')
  assert.equal(newest(await client.systemHistory()), 'DELETE')
})

test('batch and transaction', async () => {
  const uuid = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'
  const done = (await client.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry: [
    { fullUrl: uuid, resource: person('Vorgang'), request: { method: 'POST', url: 'Patient' } },
    { resource: { resourceType: 'Condition', subject: { reference: uuid }, code: { text: 'Husten' } }, request: { method: 'POST', url: 'Condition' } },
  ] } })) as Bundle
  assert.deepEqual([done.type, done.entry?.map(({ response }) => response?.status)], ['transaction-response', ['201 Created', '201 Created']])
  const patient = done.entry![0]!.response!.location!.split('/Patient/')[1]!.split('/')[0]!
  const conditions = await client.search({ resourceType: 'Condition', compartment: { resourceType: 'Patient', id: patient } })
  assert.equal(idsOf(conditions).length, 1)
  const answers = (await client.batch({ body: { resourceType: 'Bundle', type: 'batch', entry: [
    { request: { method: 'GET', url: `Patient/${patient}` } }, { request: { method: 'GET', url: 'Patient/nobody' } }, { request: { method: 'GET', url: 'Patient?family=vorgang' } },
  ] } })) as Bundle
  assert.deepEqual(answers.entry?.map(({ response }) => response?.status.slice(0, 3)), ['200', '404', '200'])
})

test('operations: $everything, $validate, $meta', async () => {
  const { id } = await create(person('Alles'))
  const observed = await create({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${id}` } })
  const everything = await client.operation({ name: '$everything', resourceType: 'Patient', id, method: 'GET' })
  assert.deepEqual(idsOf(everything).toSorted(), [id, observed.id].toSorted())
  const sound = await client.operation({ name: '$validate', resourceType: 'Patient', input: person('Gut') })
  const unsound = await client.operation({ name: '$validate', resourceType: 'Patient', input: person('x', { gender: 'bird' }) })
  const severities = (outcome: FhirResource): string[] => (outcome as FhirResource & { issue: { severity: string }[] }).issue.map(({ severity }) => severity)
  assert.deepEqual([severities(sound).includes('error'), severities(unsound).includes('error')], [false, true])
  const tag = { system: 'urn:tag', code: 'seen' }
  const parameters = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [tag] } }] }
  await client.operation({ name: '$meta-add', resourceType: 'Patient', id, input: parameters })
  const meta = (await client.operation({ name: '$meta', resourceType: 'Patient', id, method: 'GET' })) as FhirResource & { parameter: { valueMeta: { tag?: object[] } }[] }
  assert.deepEqual(meta.parameter[0]!.valueMeta.tag, [tag])
  await client.operation({ name: '$meta-delete', resourceType: 'Patient', id, input: parameters })
  assert.deepEqual(idsOf(await client.search({ resourceType: 'Patient', searchParams: { _tag: 'seen' } })), [])
})

test('references are resolved, and the statement says what was used here', async () => {
  const { id } = await create(person('Ziel'))
  const resolved = (await client.resolve({ reference: `Patient/${id}` })) as Kept
  assert.equal(resolved.id, id)
  const tool = new CapabilityTool(await client.capabilityStatement())
  for (const code of ['read', 'vread', 'update', 'patch', 'delete', 'history-instance', 'history-type', 'create', 'search-type']) assert.ok(tool.resourceCan('Patient', code), code)
  for (const code of ['transaction', 'batch', 'history-system']) assert.ok(tool.serverCan(code), code)
  for (const name of ['family', 'identifier', 'birthdate', '_lastUpdated']) assert.ok(tool.resourceSearch('Patient', name), name)
})
