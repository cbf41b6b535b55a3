import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, post, put, setting } from './setting.ts'

const patient = { resourceType: 'Patient', name: [{ family: 'Öztürk-Groß', given: ['Änne'] }], birthDate: '1950-02-03' }

test('a resource is created, read, changed, deleted, and every version stays readable', async () => {
  await using s = await setting()
  const created = await s.call('/fhir/alpha/Patient', post(patient))
  assert.equal(created.status, 201)
  assert.equal(created.headers.get('etag'), 'W/"1"')
  assert.equal(created.headers.get('content-type'), 'application/fhir+json; charset=utf-8')
  const body = (await created.json()) as { id: string; meta: { versionId: string; lastUpdated: string } }
  const { id } = body
  assert.equal(created.headers.get('location'), `${s.url}/fhir/alpha/Patient/${id}/_history/1`)
  assert.equal(body.meta.versionId, '1')
  assert.equal(created.headers.get('last-modified'), new Date(body.meta.lastUpdated).toUTCString())

  const path = `/fhir/alpha/Patient/${id}`
  const read = await s.call(path)
  assert.deepEqual([read.status, read.headers.get('etag'), await read.json()], [200, 'W/"1"', body])
  const head = await s.call(path, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, 'W/"1"', ''])
  assert.equal((await s.call(path, { headers: { 'if-none-match': 'W/"1"' } })).status, 304)
  assert.equal((await s.call(path, { headers: { 'if-none-match': 'W/"2"' } })).status, 200)
  assert.equal((await s.call(path, { headers: { 'if-modified-since': created.headers.get('last-modified')! } })).status, 304)

  const changed = { ...patient, id, active: true }
  const updated = await s.call(path, put(changed, { 'if-match': 'W/"1"' }))
  assert.deepEqual([updated.status, updated.headers.get('etag')], [200, 'W/"2"'])
  const same = await s.call(path, put(changed))
  assert.deepEqual([same.status, same.headers.get('etag')], [200, 'W/"2"'], 'unchanged content writes no version')
  assert.deepEqual(await outcomeOf(await s.call(path, put({ ...changed, active: false }, { 'if-match': 'W/"1"' }))).then((o) => [o.status, o.codes]), [412, ['api/if-match']])

  assert.deepEqual(await outcomeOf(await s.call(path, { method: 'DELETE', headers: { 'if-match': 'W/"1"' } })).then((o) => o.status), 412)
  const removed = await s.call(path, { method: 'DELETE' })
  assert.deepEqual([removed.status, removed.headers.get('etag'), await removed.text()], [204, 'W/"3"', ''])
  assert.equal((await s.call(path, { method: 'DELETE' })).status, 204)
  assert.deepEqual(await outcomeOf(await s.call(path)).then((o) => [o.status, o.codes]), [410, ['api/resource-gone']])
  assert.equal(((await (await s.call(`${path}/_history/1`)).json()) as { active?: boolean }).active, undefined)
  assert.equal(((await (await s.call(`${path}/_history/2`)).json()) as { active?: boolean }).active, true)
  assert.equal((await s.call(`${path}/_history/3`)).status, 410)
  assert.equal((await s.call(`${path}/_history/4`)).status, 404)

  const again = await s.call(path, put(changed))
  assert.deepEqual([again.status, again.headers.get('etag')], [201, 'W/"4"'], 'an update brings a deleted resource back')
})

test('history shows every version, newest first, in pages', async () => {
  await using s = await setting()
  for (let i = 1; i <= 5; i++) await s.call('/fhir/alpha/Patient/p', put({ ...patient, id: 'p', multipleBirthInteger: i }))
  await s.call('/fhir/alpha/Patient/p', { method: 'DELETE' })
  const seen: string[] = []
  let next: string | undefined = `${s.url}/fhir/alpha/Patient/p/_history?_count=4`
  while (next !== undefined) {
    const response = await s.call(next.slice(s.url.length))
    const bundle = (await response.json()) as { type: string; link: { relation: string; url: string }[]; entry: { request: { method: string; url: string }; response: { status: string; etag: string }; resource?: { multipleBirthInteger: number } }[] }
    assert.equal(bundle.type, 'history')
    for (const { request, response: answer, resource } of bundle.entry) {
      seen.push(`${request.method} ${request.url} ${answer.status} ${answer.etag} ${resource?.multipleBirthInteger ?? '-'}`)
    }
    next = bundle.link.find((link) => link.relation === 'next')?.url
  }
  assert.deepEqual(seen, [
    'DELETE Patient/p 204 W/"6" -', 'PUT Patient/p 200 W/"5" 5', 'PUT Patient/p 200 W/"4" 4', 'PUT Patient/p 200 W/"3" 3',
    'PUT Patient/p 200 W/"2" 2', 'PUT Patient/p 201 W/"1" 1',
  ])
  assert.equal((await s.call('/fhir/alpha/Patient/none/_history')).status, 404)
})

test('decimals keep their form through create, read, search and history', async () => {
  await using s = await setting()
  const text = '{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}]},"valueQuantity":{"value":1.10}}'
  const created = await s.call('/fhir/alpha/Observation', post(text))
  const { id } = JSON.parse(await created.text()) as { id: string }
  for (const path of [`/${id}`, `/${id}/_history/1`, `/${id}/_history`, '?code=2339-0']) {
    assert.ok((await (await s.call(`/fhir/alpha/Observation${path}`)).text()).includes('"value":1.10'), path)
  }
})

test('Prefer decides what a write answers with', async () => {
  await using s = await setting()
  const minimal = await s.call('/fhir/alpha/Patient', post(patient, { prefer: 'return=minimal' }))
  assert.deepEqual([minimal.status, await minimal.text()], [201, ''])
  assert.ok(minimal.headers.get('location')?.endsWith('/_history/1'))
  const outcome = await s.call('/fhir/alpha/Patient', post(patient, { prefer: 'handling=strict; return=OperationOutcome' }))
  assert.equal(((await outcome.json()) as { resourceType: string }).resourceType, 'OperationOutcome')
  const full = await s.call('/fhir/alpha/Patient', post(patient, { prefer: 'return=representation' }))
  assert.equal(((await full.json()) as { resourceType: string }).resourceType, 'Patient')
})

test('an update under a new id creates; the id in the body must agree', async () => {
  await using s = await setting()
  const created = await s.call('/fhir/alpha/Patient/mine-1', put({ ...patient, id: 'mine-1' }))
  assert.deepEqual([created.status, created.headers.get('etag')], [201, 'W/"1"'])
  for (const [path, body, code] of [
    ['mine-1', { ...patient, id: 'other' }, 'api/id-differs'], ['mine-1', patient, 'api/id-differs'], ['a_b', { ...patient, id: 'a_b' }, 'api/validation'],
  ] as const) {
    const { status, codes } = await outcomeOf(await s.call(`/fhir/alpha/Patient/${path}`, put(body)))
    assert.ok(status === 400 || status === 422, String(status))
    assert.ok(codes.includes(code), `${path}: ${codes.join()}`)
  }
  const conflict = await Promise.all(Array.from({ length: 8 }, (_, i) => s.call('/fhir/alpha/Patient/race', put({ ...patient, id: 'race', multipleBirthInteger: i }))))
  assert.deepEqual(conflict.map((response) => response.status).toSorted(), [200, 200, 200, 200, 200, 200, 200, 201])
})
