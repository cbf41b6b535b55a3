import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { fhirJson, outcomeOf, post, put, setting, type Setting } from './setting.ts'

const secret = 'Zzyzxowitsch'
const patient = { resourceType: 'Patient', name: [{ family: secret }] }
let s: Setting

before(async () => {
  s = await setting()
  await s.call('/fhir/alpha/Patient/p', put({ ...patient, id: 'p' }))
})
after(() => s[Symbol.asyncDispose]())

/** One answer as [status, first code]; nothing submitted may come back. */
async function refusal(path: string, init?: RequestInit): Promise<[number, string | undefined]> {
  const { status, codes, text } = await outcomeOf(await s.call(path, init))
  assert.ok(!text.includes(secret), `${path} repeats what was sent`)
  return [status, codes[0]]
}

test('who does not say who they are gets 401, whatever they ask', async () => {
  for (const path of ['/fhir/alpha/Patient/p', '/fhir/nobody/Patient/p', '/fhir/alpha/Nonsense', '/fhir/alpha/x/y/z/w', '/fhir', '/fhir/alpha']) {
    const response = await fetch(s.url + path)
    assert.deepEqual([response.status, response.headers.get('www-authenticate')], [401, 'Bearer'], path)
    await outcomeOf(response)
  }
  for (const authorization of ['Bearer wrong-wrong-wrong-wrong', 'Basic YTpi', 'Bearer', `Bearer ${s.token}x`]) {
    assert.equal((await fetch(`${s.url}/fhir/alpha/Patient/p`, { headers: { authorization } })).status, 401)
  }
  const large = await fetch(`${s.url}/fhir/alpha/Patient`, { method: 'POST', headers: fhirJson, body: 'x'.repeat(1_000_000) })
  assert.equal(large.status, 401)
})

test('addresses that lead nowhere, and methods that are not there', async () => {
  assert.deepEqual(await refusal('/fhir/gamma/Patient/p'), [404, 'api/carrier-unknown'])
  assert.deepEqual(await refusal('/fhir/alpha/Patients/p'), [404, 'api/type-unknown'])
  assert.deepEqual(await refusal('/fhir/alpha/Patient/none'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal(`/fhir/alpha/Patient/${'x'.repeat(65)}`), [404, 'api/resource-missing'])
  assert.deepEqual((await refusal(`/fhir/alpha/Patient/${'x'.repeat(600)}`))[0], 404)
  assert.deepEqual(await refusal('/fhir/alpha/Patient/p/_history/0'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('/fhir/alpha/Patient/p/x/y'), [404, 'api/not-found'])
  for (const [method, path, allow] of [
    ['POST', '/fhir/alpha/Patient/p', 'DELETE, GET, HEAD, PATCH, PUT'], ['OPTIONS', '/fhir/alpha/Patient', 'DELETE, GET, HEAD, PATCH, POST, PUT'],
    ['DELETE', '/fhir/alpha/Patient/p/_history/1', 'GET, HEAD'], ['PUT', '/fhir/alpha/Patient/p/_history', 'GET, HEAD'], ['PATCH', '/fhir/alpha/Patient/_search', 'POST'],
    ['PUT', '/fhir/alpha/Patient/p/Observation', 'GET, HEAD'], ['DELETE', '/fhir/alpha/Patient/p/$everything', 'GET, HEAD, POST'], ['GET', '/fhir/alpha/Patient/p/$meta-add', 'POST'],
    ['GET', '/fhir/alpha', 'POST'],
  ]) {
    const response = await s.call(path!, { method: method! })
    assert.deepEqual([response.status, response.headers.get('allow')], [405, allow], `${method} ${path}`)
  }
  assert.deepEqual(await refusal('/fhir/alpha/Patient/%E0%A4%A'), [400, 'api/bad-url'])
})

test('formats: JSON only, by Accept or _format', async () => {
  for (const accept of ['application/fhir+json', 'application/json', '*/*', 'application/*;q=0.5', 'application/xml, */*;q=0.1',
    'application/fhir+json; fhirVersion=4.0', 'text/html,application/xhtml+xml,*/*;q=0.8']) {
    assert.equal((await s.call('/fhir/alpha/Patient/p', { headers: { accept } })).status, 200, accept)
  }
  for (const accept of ['application/fhir+xml', 'text/turtle', 'application/json;q=0', 'application/fhir+json; fhirVersion=3.0']) {
    assert.deepEqual(await refusal('/fhir/alpha/Patient/p', { headers: { accept } }), [406, 'api/format'], accept)
  }
  for (const format of ['json', 'application/json', 'application/fhir%2Bjson', 'application/fhir+json']) {
    assert.equal((await s.call(`/fhir/alpha/Patient/p?_format=${format}`, { headers: { accept: 'text/turtle' } })).status, 200, format)
  }
  assert.deepEqual(await refusal('/fhir/alpha/Patient/p?_format=xml'), [406, 'api/format'])
  const pretty = await (await s.call('/fhir/alpha/Patient/p?_pretty=true')).text()
  assert.equal(pretty, JSON.stringify(JSON.parse(pretty), null, 2))
})

test('bodies: type, character set, form, size', async () => {
  const create = (body: BodyInit | undefined, type: string | undefined): Promise<[number, string | undefined]> =>
    refusal('/fhir/alpha/Patient', { method: 'POST', ...(body === undefined ? {} : { body }), headers: type === undefined ? {} : { 'content-type': type } })
  const good = JSON.stringify(patient)
  assert.deepEqual(await create(good, 'application/fhir+xml'), [415, 'api/media-type'])
  assert.deepEqual(await create(good, 'text/plain'), [415, 'api/media-type'])
  assert.deepEqual(await create(good, 'application/x-www-form-urlencoded'), [415, 'api/media-type'])
  assert.deepEqual(await create(new TextEncoder().encode(good), undefined), [415, 'api/media-type'])
  assert.deepEqual(await create(good, 'application/fhir+json; charset=iso-8859-1'), [415, 'api/charset'])
  assert.deepEqual(await create(Buffer.from(JSON.stringify({ ...patient, language: 'ü' }), 'latin1'), 'application/fhir+json'), [400, 'api/encoding'])
  assert.deepEqual(await create(undefined, 'application/fhir+json'), [400, 'api/body-missing'])
  assert.deepEqual(await create(`{"resourceType":"Patient","${secret}":`, 'application/fhir+json'), [400, 'fhir/json'])
  assert.deepEqual(await create('{"resourceType":"Patient","active":true,"active":false}', 'application/fhir+json'), [400, 'fhir/duplicate-member'])
  assert.deepEqual(await create('['.repeat(100_000), 'application/fhir+json'), [400, 'fhir/json-depth'])
  assert.deepEqual(await create(`"${secret}"`, 'application/fhir+json'), [400, 'api/not-an-object'])
  assert.deepEqual(await create('{"resourceType":"Observation"}', 'application/fhir+json'), [400, 'api/resource-type'])
  assert.equal((await s.call('/fhir/alpha/Patient', { method: 'POST', body: good, headers: { 'content-type': 'application/json; charset=UTF-8' } })).status, 201)
  assert.equal((await s.call('/fhir/alpha/Patient/', post(patient))).status, 201, 'a slash at the end does no harm')
})

test('a body beyond the limit is 413 and the connection stays in order', async () => {
  const response = await s.call('/fhir/alpha/Patient', { method: 'POST', body: Buffer.alloc(33 * 1024 * 1024, 32), headers: fhirJson })
  assert.deepEqual(await outcomeOf(response).then((outcome) => [outcome.status, outcome.codes]), [413, ['api/body-too-large']])
})

test('every finding of the validation is told, with its place and without what was sent', async () => {
  const bad = { resourceType: 'Patient', gender: secret, birthDate: `${secret}-02`, nonsense: secret, name: [{ given: secret }], contact: [{ gender: 1 }] }
  const { status, text } = await outcomeOf(await s.call('/fhir/alpha/Patient', post(bad)))
  assert.equal(status, 422)
  assert.ok(!text.includes(secret))
  const places = (JSON.parse(text) as { issue: { expression?: string[] }[] }).issue.flatMap((issue) => issue.expression ?? [])
  for (const place of ['Patient.gender', 'Patient.birthDate', 'Patient.name[0].given', 'Patient.contact[0].gender']) {
    assert.ok(places.some((found) => found.startsWith(place)), `${place} in ${places.join()}`)
  }
})

test('what is not offered is refused, not ignored', async () => {
  assert.deepEqual(await refusal('/fhir/alpha/Patient/p?_contained=true'), [400, 'api/parameter-unknown'])
  assert.deepEqual(await refusal(`/fhir/alpha/Patient/p?${secret}=1`), [400, 'api/parameter-unknown'])
  assert.equal((await s.call('/fhir/alpha/Patient/p?_contained=true', { headers: { prefer: 'handling=lenient' } })).status, 200)
  assert.deepEqual(await refusal('/fhir/alpha/Patient/p', put({ ...patient, id: 'p' }, { 'if-match': secret })), [400, 'api/if-match-form'])
})

test('a Host that is none cannot get into an answer', async () => {
  const { hostname, port } = new URL(s.url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET /fhir/alpha/Patient/p HTTP/1.1\r\nHost: x","evil":"\r\nAuthorization: Bearer ${s.token}\r\nConnection: close\r\n\r\n`)
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => { answer += chunk })
  await once(socket, 'close')
  assert.match(answer, /^HTTP\/1\.1 400 /)
  assert.ok(!answer.includes('evil'))
})

test('answers carry the headers that keep browsers out of trouble, and the request\'s id', async () => {
  const id = '0193a1b2c3d4e5f60718293a4b5c6d7e'
  const response = await s.call('/fhir/alpha/Patient/p', { headers: { 'x-request-id': id } })
  const headers = Object.fromEntries(response.headers)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['cache-control'], 'no-store')
  assert.match(headers['content-security-policy']!, /default-src 'none'.*frame-ancestors 'none'/)
  assert.equal(headers['x-request-id'], id)
  const free = await s.call('/fhir/alpha/Patient/p', { headers: { 'x-request-id': secret } })
  assert.notEqual(free.headers.get('x-request-id'), secret)
  const parent = await s.call('/fhir/alpha/Patient/p', { headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' } })
  assert.equal(parent.headers.get('x-request-id'), '4bf92f3577b34da6a3ce929d0e0e4736')
})

test('the log knows routes, never addresses', async () => {
  await s.call(`/fhir/alpha/Patient?family=${secret}`)
  await s.call(`/fhir/alpha/Patient/${secret}`)
  await s.call(`/${secret}?name=${secret}`)
  await s.call(`/fhir/${secret}/Patient`)
  await s.call('/fhir/alpha/Patient', post({ ...patient, gender: secret }))
  assert.ok(s.lines.some((line) => line.fields?.route === '/fhir/:carrier/:type/:id' && line.fields.status === 404))
  assert.ok(!JSON.stringify(s.lines).includes(secret))
})
