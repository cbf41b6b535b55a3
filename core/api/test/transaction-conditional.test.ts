import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

let s: Setting
before(async () => {
  s = await setting()
})
after(() => s[Symbol.asyncDispose]())

interface Answer {
  readonly entry: { readonly resource?: Record<string, unknown>; readonly response: { readonly status: string; readonly location?: string; readonly etag?: string; readonly outcome?: { readonly resourceType: string } } }[]
}

const system = 'https://example.org/mr'
const by = (value: string): string => `identifier=${system}|${value}`
const identifier = (value: string): object[] => [{ system, value }]
const patient = (value: string, more: object = {}): object => ({ resourceType: 'Patient', identifier: identifier(value), ...more })
const basic = (reference: string, more: object = {}): object => ({ resourceType: 'Basic', code: { text: 'x' }, subject: { reference }, ...more })
const creates = (resource: object, more: object = {}, fullUrl?: string): object =>
  ({ ...(fullUrl === undefined ? {} : { fullUrl }), resource, request: { method: 'POST', url: (resource as { resourceType: string }).resourceType, ...more } })
const patches = (url: string, operations: unknown): object =>
  ({ resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data: Buffer.from(JSON.stringify(operations)).toString('base64') }, request: { method: 'PATCH', url } })
const bundle = (entry: unknown[], type = 'transaction'): unknown => ({ resourceType: 'Bundle', type, entry })
const uuid = (n: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`

async function send(entry: unknown[], headers: Record<string, string> = {}, type = 'transaction'): Promise<Answer> {
  const response = await s.call('/fhir/alpha', post(bundle(entry, type), headers))
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Answer
}

const nameOf = (answer: Answer, index: number): string => answer.entry[index]!.response.location!.split('/').slice(5, 7).join('/')
const get = async (name: string): Promise<Record<string, unknown>> => (await (await s.call(`/fhir/alpha/${name}`)).json()) as Record<string, unknown>
const referenceOf = async (name: string): Promise<string> => ((await get(name))['subject'] as { reference: string }).reference
const refused = async (entry: unknown[]): Promise<string> => {
  const { status, codes, text } = await outcomeOf(await s.call('/fhir/alpha', post(bundle(entry))))
  const { expression } = (JSON.parse(text) as { issue: { expression: string[] }[] }).issue[0]!
  return `${status} ${codes[0]} ${expression[0]}`
}

test('a conditional create in a transaction gives its fullUrl to what it finds or makes', async () => {
  const entries = [creates(basic(uuid(1))), creates(patient('t1'), { ifNoneExist: by('t1') }, uuid(1))]
  const first = await send(entries)
  const second = await send(entries)
  assert.deepEqual([first.entry[1]!.response.status, second.entry[1]!.response.status], ['201 Created', '200 OK'])
  assert.equal(nameOf(first, 1), nameOf(second, 1))
  for (const answer of [first, second]) assert.equal(await referenceOf(nameOf(answer, 0)), nameOf(first, 1))
  assert.equal(await refused([creates(patient('t2'), { ifNoneExist: by('t2') }), creates(patient('t2'), { ifNoneExist: by('t2') })]), '422 api/transaction Bundle.entry[1].request.ifNoneExist')
})

test('transactions at once with the same conditional create make one resource', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => send([creates(patient('race'), { ifNoneExist: by('race') }, uuid(1)), creates(basic(uuid(1)))])))
  assert.equal(new Set(answers.map((answer) => nameOf(answer, 0))).size, 1)
  assert.deepEqual(answers.map(({ entry }) => entry[0]!.response.status).toSorted(), [...Array<string>(7).fill('200 OK'), '201 Created'])
})

test('conditional references mean what is stored or what the transaction writes, whichever order', async () => {
  const stored = nameOf(await send([creates(patient('stored'))]), 0)
  const made = await send([
    creates(basic(`Patient?${by('made')}`, { author: { reference: `Practitioner?${by('doctor')}` } })), creates(patient('made')), creates(basic(`Patient?${by('stored')}`)),
    creates({ resourceType: 'Practitioner', identifier: identifier('doctor') }), creates(basic('Patient?identifier=made')), creates(basic(`Patient?_id=${stored.slice(8)}`)),
    creates(patient('named', { id: 'named' }), {}, undefined),
  ])
  assert.equal(await referenceOf(nameOf(made, 0)), nameOf(made, 1))
  assert.equal(((await get(nameOf(made, 0)))['author'] as { reference: string }).reference, nameOf(made, 3))
  assert.equal(await referenceOf(nameOf(made, 2)), stored)
  assert.equal(await referenceOf(nameOf(made, 4)), nameOf(made, 1))
  assert.equal(await referenceOf(nameOf(made, 5)), stored)
  assert.equal(await refused([creates(patient('a')), creates(basic(`Patient?${by('nobody')}`))]), '422 api/transaction Bundle.entry[1].resource.subject.reference')
  assert.equal(await refused([creates(patient('stored')), creates(basic(`Patient?${by('stored')}`))]), '422 api/transaction Bundle.entry[1].resource.subject.reference', 'the stored one and the new one')
  assert.equal(await refused([creates(basic('Patient?nonsense=1'))]), '422 api/transaction Bundle.entry[0].resource.subject.reference')
  assert.equal(await refused([{ request: { method: 'DELETE', url: stored } }, creates(basic(`Patient?${by('stored')}`))]), '422 api/transaction Bundle.entry[1].resource.subject.reference', 'deleted first')
  const renamed = await send([{ resource: patient('renamed', { id: stored.slice(8) }), request: { method: 'PUT', url: stored } }, creates(basic(`Patient?${by('renamed')}`))])
  assert.equal(await referenceOf(nameOf(renamed, 1)), stored, 'as it will be')
  assert.equal(await refused([{ resource: patient('other', { id: stored.slice(8) }), request: { method: 'PUT', url: stored } }, creates(basic(`Patient?${by('renamed')}`))]), '422 api/transaction Bundle.entry[1].resource.subject.reference')
})

test('an identifier counts wherever its type has one', async () => {
  const document = (value: string): object => ({ resourceType: 'DocumentReference', status: 'current', masterIdentifier: { system, value }, content: [{ attachment: { title: 'x' } }] })
  const stored = await send([creates(document('doc-1')), creates(document('doc-2'))])
  const answer = await send(['doc-1', 'doc-2', 'doc-3'].map((value) => creates(basic(`DocumentReference?${by(value)}`))).concat(creates(document('doc-3'))))
  assert.deepEqual([await referenceOf(nameOf(answer, 0)), await referenceOf(nameOf(answer, 1)), await referenceOf(nameOf(answer, 2))], [nameOf(stored, 0), nameOf(stored, 1), nameOf(answer, 3)])
})

test('many conditional references, some shared by many resources', async () => {
  const values = Array.from({ length: 450 }, (_, n) => `many-${n}`)
  await send(values.map((value) => creates(patient(value))))
  const answer = await send(values.map((value) => creates(basic(`Patient?${by(value)}`))))
  assert.match(await referenceOf(nameOf(answer, 449)), /^Patient\//)
  await send(Array.from({ length: 12 }, () => creates(patient('shared'))))
  assert.equal(await refused([creates(basic(`Patient?${by('many-1')}`)), creates(basic(`Patient?${by('shared')}`))]), '422 api/transaction Bundle.entry[1].resource.subject.reference')
})

test('conditional update, patch and delete in a transaction', async () => {
  const [a, b, c] = [nameOf(await send([creates(patient('u'))]), 0), nameOf(await send([creates(patient('p'))]), 0), nameOf(await send([creates(patient('d'))]), 0)]
  const answer = await send([
    { fullUrl: uuid(1), resource: patient('u', { active: true }), request: { method: 'PUT', url: `Patient?${by('u')}` } },
    { fullUrl: uuid(2), resource: patient('new'), request: { method: 'PUT', url: `Patient?${by('new')}` } },
    patches(`Patient?${by('p')}`, [{ op: 'add', path: '/link', value: [{ other: { reference: uuid(2) }, type: 'seealso' }] }]),
    patches(b, [{ op: 'add', path: '/active', value: true }]),
    { request: { method: 'DELETE', url: `Patient?${by('d')}` } },
    creates(basic(uuid(1))),
  ].toSpliced(3, 1))
  assert.deepEqual(answer.entry.map(({ response }) => response.status), ['200 OK', '201 Created', '200 OK', '204 No Content', '201 Created'])
  assert.deepEqual([nameOf(answer, 0), nameOf(answer, 2), await referenceOf(nameOf(answer, 4))], [a, b, a])
  assert.equal(((await get(b))['link'] as { other: { reference: string } }[])[0]!.other.reference, nameOf(answer, 1))
  assert.equal((await s.call(`/fhir/alpha/${c}`)).status, 410)
  // The whole transaction fails, each time for one entry.
  const good = creates(patient('never'))
  await send([creates(patient('twice')), creates(patient('twice'))])
  for (const [entry, expected] of [
    [{ resource: patient('twice'), request: { method: 'PUT', url: `Patient?${by('twice')}` } }, '412 api/criteria-several Bundle.entry[1].request.url'],
    [{ request: { method: 'DELETE', url: `Patient?${by('twice')}` } }, '412 api/criteria-several Bundle.entry[1].request.url'],
    [creates(patient('twice'), { ifNoneExist: by('twice') }), '412 api/criteria-several Bundle.entry[1].request.ifNoneExist'],
    [patches(`Patient?${by('absent')}`, []), '404 api/criteria-none Bundle.entry[1].request.url'],
    [patches(`Patient?${by('p')}`, [{ op: 'test', path: '/active', value: 1 }]), '422 fhir/patch-failed Bundle.entry[1].resource'],
    [patches('Patient/none', []), '404 api/resource-missing Bundle.entry[1].request.url'],
    [{ resource: patient('u', { id: 'other' }), request: { method: 'PUT', url: `Patient?${by('u')}` } }, '400 api/id-differs Bundle.entry[1].resource.id'],
    [{ resource: patient('u'), request: { method: 'PUT', url: `Patient?${by('u')}`, ifMatch: 'W/"1"' } }, '412 api/if-match Bundle.entry[1].request.ifMatch'],
    [{ resource: patient('x', { id: a.slice(8) }), request: { method: 'PUT', url: a, ifNoneMatch: '*' } }, '412 api/if-none-match Bundle.entry[1].request.ifNoneMatch'],
    [{ resource: { resourceType: 'Binary', contentType: 'text/plain' }, request: { method: 'PATCH', url: a } }, '422 api/transaction Bundle.entry[1]'],
    [{ request: { method: 'DELETE', url: 'Patient' } }, '422 api/transaction Bundle.entry[1].request.url'],
    [{ request: { method: 'GET', url: 'Patient/none' } }, '404 api/resource-missing Bundle.entry[1].request.url'],
  ] as const) assert.equal(await refused([good, entry]), expected)
  assert.equal(await refused([{ resource: patient('u', { id: a.slice(8) }), request: { method: 'PUT', url: a } }, { request: { method: 'DELETE', url: `Patient?${by('u')}` } }]), '422 api/transaction Bundle.entry[0].request.url')
  const none = (await (await s.call(`/fhir/alpha/Patient?${by('never')}`)).json()) as { entry?: unknown[] }
  assert.equal(none.entry, undefined)
})

test('references by fullUrl: circular, relative to where the entry comes from, in narratives, by this server\'s address', async () => {
  const narrative = { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${uuid(1)}">him</a></div>` }
  const own = `${s.url}/fhir/alpha/Patient/mine`
  const answer = await send([
    creates(patient('c1', { link: [{ other: { reference: uuid(2) }, type: 'seealso' }] }), {}, uuid(1)),
    creates(patient('c2', { link: [{ other: { reference: uuid(1) }, type: 'seealso' }], text: narrative }), {}, uuid(2)),
    creates(patient('kis'), {}, 'http://kis.example/fhir/Patient/7'),
    creates(basic('Patient/7'), {}, 'http://kis.example/fhir/Basic/9'),
    creates(basic('Patient/7'), {}, 'http://other.example/fhir/Basic/9'),
    { fullUrl: own, resource: patient('mine', { id: 'mine' }), request: { method: 'PUT', url: 'Patient/mine' } },
    creates(basic(own)), creates(basic('Patient/mine/_history/3')),
    creates({ resourceType: 'Bundle', type: 'document', entry: [{ fullUrl: uuid(1), resource: { resourceType: 'Basic', code: { text: 'x' }, subject: { reference: uuid(9) } } }] }),
  ])
  const [one, two] = [nameOf(answer, 0), nameOf(answer, 1)]
  const linkOf = (body: Record<string, unknown>): string => (body['link'] as { other: { reference: string } }[])[0]!.other.reference
  assert.deepEqual([linkOf(await get(one)), linkOf(await get(two))], [two, one])
  assert.ok(((await get(two))['text'] as { div: string }).div.includes(`href="${one}"`))
  assert.deepEqual([await referenceOf(nameOf(answer, 3)), await referenceOf(nameOf(answer, 4))], [nameOf(answer, 2), 'Patient/7'])
  assert.deepEqual([await referenceOf(nameOf(answer, 6)), await referenceOf(nameOf(answer, 7))], ['Patient/mine', 'Patient/mine/_history/3'])
  assert.ok(JSON.stringify(await get(nameOf(answer, 8))).includes(uuid(9)), 'a stored Bundle is a document of its own')
})

test('decimals keep their form through transactions and patches in them', async () => {
  const observation = (value: string): string => `{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"${uuid(1)}"},"valueQuantity":{"value":${value}}}`
  for (const value of ['1.10', '1.0e2', '0.00', '12345678901234567890.123456789']) {
    const body = `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"${uuid(1)}","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},{"resource":${observation(value)},"request":{"method":"POST","url":"Observation"}}]}`
    const answer = (await (await s.call('/fhir/alpha', post(body))).json()) as Answer
    const name = nameOf(answer, 1)
    await send([patches(name, [{ op: 'replace', path: '/status', value: 'amended' }])])
    const text = await (await s.call(`/fhir/alpha/${name}`)).text()
    assert.ok(text.includes(`"value":${value}}`) && text.includes('amended'), text)
  }
})

test('Prefer inside a Bundle, and every kind of entry in a batch', async () => {
  const entries = (n: number): unknown[] => [creates(patient(`prefer-${n}`)), { request: { method: 'GET', url: `Patient?${by('prefer-0')}` } }, { request: { method: 'HEAD', url: '_history' } }]
  for (const [n, [type, wish, resource, outcome]] of ([
    ['transaction', 'minimal', undefined, undefined], ['transaction', 'representation', 'Patient', undefined], ['transaction', 'OperationOutcome', undefined, 'OperationOutcome'],
    ['batch', 'minimal', undefined, undefined], ['batch', 'representation', 'Patient', undefined], ['batch', 'OperationOutcome', undefined, 'OperationOutcome'],
  ] as const).entries()) {
    const { entry } = await send(entries(n), { prefer: `return=${wish}` }, type)
    assert.deepEqual(entry.map((one) => [one.resource?.['resourceType'], one.response.outcome?.resourceType]), [[resource, outcome], ['Bundle', undefined], [undefined, undefined]], `${type} ${wish}`)
  }
  const { entry } = await send([
    creates(patient('prefer-0'), { ifNoneExist: by('prefer-0') }), patches(`Patient?${by('prefer-0')}`, [{ op: 'add', path: '/active', value: true }]),
    { resource: patient('batch'), request: { method: 'PUT', url: `Patient?${by('batch')}` } }, { request: { method: 'GET', url: 'Patient/_history?_count=1' } },
    { request: { method: 'DELETE', url: `Patient?${by('nothing')}` } }, { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient/$validate' } }, { request: { method: 'POST', url: '' } },
  ], {}, 'batch')
  assert.deepEqual(entry.map(({ response }) => response.status), ['200 OK', '200 OK', '201 Created', '200 OK', '204 No Content', '200 OK', '404'])
  const put1 = await s.call('/fhir/alpha/Patient/head', put({ resourceType: 'Patient', id: 'head' }))
  const known = await send([{ request: { method: 'GET', url: 'Patient/head', ifNoneMatch: put1.headers.get('etag') } }])
  assert.equal(known.entry[0]!.response.status, '304 Not Modified')
})
