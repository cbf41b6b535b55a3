import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

let s: Setting
before(async () => {
  s = await setting()
})
after(() => s[Symbol.asyncDispose]())

const text = '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.10},'
  + '"component":[{"code":{"text":"a"},"valueQuantity":{"value":1.0e2}},{"code":{"text":"b"},"valueQuantity":{"value":0.00}},{"code":{"text":"c"},"valueQuantity":{"value":12345678901234567890.123456789}}]}'
const path = '/fhir/alpha/Observation/o'
const patch = (operations: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'PATCH', body: typeof operations === 'string' ? operations : JSON.stringify(operations), headers: { 'content-type': 'application/json-patch+json', ...headers },
})
const codeOf = async (init: RequestInit, at = path): Promise<string> => {
  const { status, codes } = await outcomeOf(await s.call(at, init))
  return `${status} ${codes[0]}`
}

test('a patch changes what it names; every other decimal keeps its form', async () => {
  await s.call(path, put(text))
  const answer = await s.call(path, patch('[{"op":"test","path":"/valueQuantity/value","value":1.1},{"op":"replace","path":"/status","value":"amended"},{"op":"add","path":"/component/1/valueQuantity/value","value":2.50}]', { 'if-match': 'W/"1"' }))
  const body = await answer.text()
  assert.deepEqual([answer.status, answer.headers.get('etag'), answer.headers.get('location')], [200, 'W/"2"', `${s.url}${path}/_history/2`], body)
  for (const value of ['1.10', '1.0e2', '2.50', '12345678901234567890.123456789']) assert.ok(body.includes(`"value":${value}}`), value)
  assert.ok(body.includes('"status":"amended"'))
  const same = await s.call(path, patch([{ op: 'replace', path: '/status', value: 'amended' }]))
  assert.deepEqual([same.status, same.headers.get('etag')], [200, 'W/"2"'], 'what changes nothing writes no version')
  const minimal = await s.call(path, patch([{ op: 'replace', path: '/status', value: 'final' }], { prefer: 'return=minimal' }))
  assert.deepEqual([minimal.status, await minimal.text(), minimal.headers.get('etag')], [200, '', 'W/"3"'])
})

test('what a patch may not do is refused, and nothing changes', async () => {
  await s.call(path, put(text))
  const version = (await s.call(path)).headers.get('etag')
  for (const [init, code] of [
    [patch([{ op: 'test', path: '/status', value: 'nonsense' }, { op: 'remove', path: '/status' }]), '422 fhir/patch-failed'],
    [patch([{ op: 'remove', path: '/nothing' }]), '422 fhir/patch-failed'],
    [patch([{ op: 'replace', path: '/id', value: 'p' }]), '422 api/patch-identity'],
    [patch([{ op: 'remove', path: '/id' }]), '422 api/patch-identity'],
    [patch([{ op: 'replace', path: '/resourceType', value: 'Patient' }]), '422 api/patch-identity'],
    [patch([{ op: 'replace', path: '', value: [] }]), '422 api/patch-identity'],
    [patch([{ op: 'replace', path: '/status', value: 'nonsense' }]), '422 api/validation'],
    [patch([{ op: 'remove', path: '/code' }]), '422 api/validation'],
    [patch({ op: 'remove' }), '400 fhir/patch-form'], [patch('['), '400 fhir/json'], [patch(''), '400 api/body-missing'],
    [patch([], { 'if-match': 'W/"9"' }), '412 api/if-match'], [patch([], { 'if-match': '3' }), '400 api/if-match-form'],
    [patch('{}', { 'content-type': 'application/merge-patch+json' }), '415 api/media-type'],
    [patch('<diff/>', { 'content-type': 'application/xml-patch+xml' }), '415 api/media-type'],
    [patch({ resourceType: 'Parameters' }, { 'content-type': 'application/fhir+json' }), '415 api/patch-format'],
    [patch(Array.from({ length: 60 }, () => ({ op: 'copy', from: '/component', path: '/component/-' }))), '413 fhir/patch-size'],
  ] as const) assert.equal(await codeOf(init), code, (init.body as string).slice(0, 80))
  assert.equal((await s.call(path)).headers.get('etag'), version)
  assert.equal(await codeOf(patch([]), '/fhir/alpha/Observation/none'), '404 api/resource-missing')
  await s.call('/fhir/alpha/Observation/gone', put(text.replace('"o"', '"gone"')))
  await s.call('/fhir/alpha/Observation/gone', { method: 'DELETE' })
  assert.equal(await codeOf(patch([]), '/fhir/alpha/Observation/gone'), '410 api/resource-gone')
  assert.equal(await codeOf(post(text, { 'content-type': 'application/json-patch+json' }), '/fhir/alpha/Observation'), '415 api/media-type')
})

test('patches at once all come through', async () => {
  await s.call('/fhir/alpha/Patient/many', put({ resourceType: 'Patient', id: 'many', name: [{ given: ['A'] }] }))
  const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => s.call('/fhir/alpha/Patient/many', patch([{ op: 'add', path: '/name/0/given/-', value: `B${n}` }]))))
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200])
  const { name } = (await (await s.call('/fhir/alpha/Patient/many')).json()) as { name: { given: string[] }[] }
  assert.deepEqual(name[0]!.given.toSorted(), ['A', 'B0', 'B1', 'B2', 'B3'])
})

test('any patch gives a FHIR answer that repeats nothing', { timeout: 120_000 }, async () => {
  await s.call('/fhir/alpha/Patient/fuzz', put({ resourceType: 'Patient', id: 'fuzz', name: [{ family: 'A', given: ['B'] }], active: true, multipleBirthInteger: 2 }))
  const secret = 'Zzyzxowitsch'
  const pointer = fc.oneof(
    fc.array(fc.oneof(fc.constantFrom('name', '0', '1', '-', 'given', 'family', 'id', 'meta', 'active', '__proto__', 'constructor', 'length', '_active', secret), fc.string({ maxLength: 4 })), { maxLength: 4 })
      .map((tokens) => tokens.map((token) => `/${token}`).join('')),
    fc.string({ maxLength: 5 }),
  )
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'replace', 'test', 'remove', 'move', 'copy', secret), path: pointer, from: pointer, value: fc.oneof(fc.constant(secret), fc.jsonValue({ maxDepth: 2 })) }, { requiredKeys: ['op', 'path'] }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  await fc.assert(fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: fc.array(operation, { maxLength: 3 }) }, { weight: 1, arbitrary: fc.jsonValue() }), async (operations) => {
    const answer = await s.call('/fhir/alpha/Patient/fuzz', patch(JSON.stringify(operations)))
    const body = await answer.text()
    assert.ok(answer.status < 500, `${JSON.stringify(operations)} → ${answer.status}`)
    if (answer.status < 400) return
    assert.equal((JSON.parse(body) as { resourceType: string }).resourceType, 'OperationOutcome')
    assert.ok(!body.includes(secret), body)
  }), { numRuns: 400 })
})
