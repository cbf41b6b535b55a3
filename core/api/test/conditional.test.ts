import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

let s: Setting
before(async () => {
  s = await setting()
})
after(() => s[Symbol.asyncDispose]())

const system = 'https://example.org/mr'
const identified = (value: string, more: object = {}): Record<string, unknown> => ({ resourceType: 'Patient', identifier: [{ system, value }], ...more })
const by = (value: string): string => `identifier=${encodeURIComponent(`${system}|${value}`)}`
const remove = (headers: Record<string, string> = {}): RequestInit => ({ method: 'DELETE', headers })
const patch = (operations: unknown, headers: Record<string, string> = {}): RequestInit =>
  ({ method: 'PATCH', body: JSON.stringify(operations), headers: { 'content-type': 'application/json-patch+json', ...headers } })
const codeOf = async (path: string, init?: RequestInit): Promise<string> => {
  const { status, codes } = await outcomeOf(await s.call(path, init))
  return `${status} ${codes.join()}`
}

test('a conditional create makes one resource and answers with it from then on', async () => {
  const first = await s.call('/fhir/alpha/Patient', post(identified('cc'), { 'if-none-exist': by('cc') }))
  assert.equal(first.status, 201, await first.clone().text())
  const made = (await first.json()) as { id: string }
  for (const criteria of [by('cc'), `?${by('cc')}`, `Patient?${by('cc')}`]) {
    const again = await s.call('/fhir/alpha/Patient', post(identified('cc', { active: true }), { 'if-none-exist': criteria }))
    assert.deepEqual([again.status, again.headers.get('etag'), again.headers.get('location')], [200, 'W/"1"', first.headers.get('location')])
    assert.deepEqual(await again.json(), made)
  }
  const minimal = await s.call('/fhir/alpha/Patient', post(identified('cc'), { 'if-none-exist': by('cc'), prefer: 'return=minimal' }))
  assert.deepEqual([minimal.status, await minimal.text()], [200, ''])
  await s.call('/fhir/alpha/Patient', post(identified('cc')))
  assert.equal(await codeOf('/fhir/alpha/Patient', post(identified('cc'), { 'if-none-exist': by('cc') })), '412 api/criteria-several')
})

test('many conditional creates at once make one resource', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => s.call('/fhir/alpha/Patient', post(identified('race'), { 'if-none-exist': by('race') }))))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array<number>(19).fill(200), 201])
  assert.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1)
})

test('criteria are read strictly', async () => {
  for (const [criteria, code] of [
    ['', '400 api/criteria'], ['_sort=name&identifier=1', '400 api/criteria'], ['_include:iterate=Patient:general-practitioner', '400 api/criteria'],
    ['nonsense=1', '400 fhir/search-unknown-parameter'], ['_count=1', '400 api/criteria'], ['identifier=a%00', '400 api/parameter-nul'],
  ] as const) {
    assert.equal(await codeOf(`/fhir/alpha/Patient?${criteria}`, put(identified('x'), { prefer: 'handling=lenient' })), code, criteria)
    assert.equal(await codeOf(`/fhir/alpha/Patient?${criteria}`, remove({ prefer: 'handling=lenient' })), code, criteria)
    assert.equal(await codeOf(`/fhir/alpha/Patient?${criteria}`, patch([], { prefer: 'handling=lenient' })), code, criteria)
  }
  assert.equal(await codeOf('/fhir/alpha/Patient', remove()), '400 api/criteria')
})

test('a conditional update creates, updates the match, and refuses what R4 refuses', async () => {
  const path = `/fhir/alpha/Patient?${by('cu')}`
  const created = await s.call(path, put(identified('cu')))
  assert.equal(created.status, 201, await created.clone().text())
  const { id } = (await created.json()) as { id: string }
  const updated = await s.call(path, put(identified('cu', { active: true })))
  assert.deepEqual([updated.status, updated.headers.get('etag'), ((await updated.json()) as { id: string }).id], [200, 'W/"2"', id])
  assert.equal((await s.call(path, put(identified('cu', { id, active: false }), { 'if-match': 'W/"2"' }))).status, 200)
  assert.equal(await codeOf(path, put(identified('cu'), { 'if-match': 'W/"2"' })), '412 api/if-match')
  assert.equal(await codeOf(path, put(identified('cu'), { 'if-none-match': '*' })), '412 api/if-none-match')
  assert.equal(await codeOf(path, put(identified('cu', { id: 'other' }))), '400 api/id-differs')
  const named = await s.call(`/fhir/alpha/Patient?${by('cu-named')}`, put(identified('cu-named', { id: 'named' })))
  assert.deepEqual([named.status, named.headers.get('location')], [201, `${s.url}/fhir/alpha/Patient/named/_history/1`])
  assert.equal(await codeOf(`/fhir/alpha/Patient?${by('cu-none')}`, put(identified('cu-none', { id: 'named' }))), '409 api/id-taken')
  await s.call('/fhir/alpha/Patient', post(identified('cu')))
  assert.equal(await codeOf(path, put(identified('cu'))), '412 api/criteria-several')
  assert.equal(await codeOf(`/fhir/alpha/Patient?${by('cu-absent')}`, put(identified('cu-absent'), { 'if-match': 'W/"1"' })), '412 api/if-match')
})

test('a conditional patch needs its one match', async () => {
  const path = `/fhir/alpha/Patient?${by('cp')}`
  const activate = [{ op: 'add', path: '/active', value: true }]
  assert.equal(await codeOf(path, patch(activate)), '404 api/criteria-none')
  await s.call('/fhir/alpha/Patient', post(identified('cp')))
  const patched = await s.call(path, patch(activate))
  assert.deepEqual([patched.status, patched.headers.get('etag'), ((await patched.json()) as { active: boolean }).active], [200, 'W/"2"', true])
  assert.equal(await codeOf(path, patch(activate, { 'if-match': 'W/"1"' })), '412 api/if-match')
  await s.call('/fhir/alpha/Patient', post(identified('cp')))
  assert.equal(await codeOf(path, patch(activate)), '412 api/criteria-several')
})

test('a conditional delete deletes one at most', async () => {
  const path = `/fhir/alpha/Patient?${by('cd')}`
  assert.equal((await s.call(path, remove())).status, 204)
  const made = await s.call('/fhir/alpha/Patient', post(identified('cd')))
  assert.equal(await codeOf(path, remove({ 'if-match': 'W/"7"' })), '412 api/if-match')
  const removed = await s.call(path, remove({ prefer: 'return=OperationOutcome' }))
  assert.deepEqual([removed.status, removed.headers.get('etag'), ((await removed.json()) as { resourceType: string }).resourceType], [200, 'W/"2"', 'OperationOutcome'])
  assert.equal((await s.call(made.headers.get('location')!.slice(s.url.length).replace('/_history/1', ''))).status, 410)
  for (let i = 0; i < 3; i++) await s.call('/fhir/alpha/Patient', post(identified('cd')))
  assert.equal(await codeOf(path, remove()), '412 api/criteria-several')
})

test('a conditional read sends the resource only where it is news', async () => {
  const made = await s.call('/fhir/alpha/Patient/cr', put({ resourceType: 'Patient', id: 'cr' }))
  const modified = made.headers.get('last-modified')!
  const earlier = new Date(Date.parse(modified) - 1000).toUTCString()
  for (const [headers, status] of [
    [{ 'if-none-match': 'W/"1"' }, 304], [{ 'if-none-match': '"1"' }, 304], [{ 'if-none-match': 'W/"7", W/"1"' }, 304], [{ 'if-none-match': '*' }, 304], [{ 'if-none-match': 'W/"2"' }, 200],
    [{ 'if-modified-since': modified }, 304], [{ 'if-modified-since': earlier }, 200], [{ 'if-modified-since': '2099-01-01' }, 200], [{ 'if-modified-since': 'nonsense' }, 200],
    [{ 'if-none-match': 'W/"2"', 'if-modified-since': modified }, 200],
  ] as const) {
    for (const path of ['/fhir/alpha/Patient/cr', '/fhir/alpha/Patient/cr/_history/1']) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await s.call(path, { method, headers })
        assert.deepEqual([answer.status, answer.headers.get('etag'), answer.headers.get('last-modified')], [status, 'W/"1"', modified], `${method} ${JSON.stringify(headers)}`)
        assert.equal((await answer.text()) === '', method === 'HEAD' || status === 304)
      }
    }
  }
})

test('If-None-Match: * on an update only creates', async () => {
  const body = put({ resourceType: 'Patient', id: 'inm' }, { 'if-none-match': '*' })
  const race = await Promise.all(Array.from({ length: 6 }, () => s.call('/fhir/alpha/Patient/inm', body)))
  assert.deepEqual(race.map(({ status }) => status).toSorted(), [201, 412, 412, 412, 412, 412])
  await s.call('/fhir/alpha/Patient/inm', remove())
  assert.equal((await s.call('/fhir/alpha/Patient/inm', body)).status, 201, 'deleted is not there')
})

test('HEAD answers as GET does, without a body', async () => {
  await s.call('/fhir/alpha/Patient/head', put({ resourceType: 'Patient', id: 'head' }))
  for (const path of ['/Patient/head', '/Patient/head/_history/1', '/Patient?_id=head', '/Patient/head/_history', '/Patient/_history', '/_history', '/metadata']) {
    const [get, head] = [await s.call(`/fhir/alpha${path}`), await s.call(`/fhir/alpha${path}`, { method: 'HEAD' })]
    assert.deepEqual([head.status, await head.text(), head.headers.get('content-type'), head.headers.get('etag')], [200, '', get.headers.get('content-type'), get.headers.get('etag')], path)
  }
})

test('a read may ask for a part of the resource', async () => {
  await s.call('/fhir/alpha/Patient/part', put({ resourceType: 'Patient', id: 'part', active: true, photo: [{ title: 'x' }] }))
  const read = async (query: string): Promise<string[]> => Object.keys((await (await s.call(`/fhir/alpha/Patient/part?${query}`)).json()) as object)
  assert.deepEqual(await read('_elements=active'), ['resourceType', 'id', 'meta', 'active'])
  assert.deepEqual(await read('_summary=true'), ['resourceType', 'id', 'meta', 'active'])
  assert.deepEqual(await read('_summary=false'), ['resourceType', 'id', 'meta', 'active', 'photo'])
  assert.equal(await codeOf('/fhir/alpha/Patient/part?_summary=count'), '400 api/parameter-form')
})
