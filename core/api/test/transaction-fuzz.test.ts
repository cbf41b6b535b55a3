import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { post, put, setting } from './setting.ts'

/** Stands for patient data: it must never come back in an error. */
const secret = 'Zzyzxowitsch'

const system = 'https://example.org/mr'
const value = fc.constantFrom('a', 'b', 'c', secret)
const criteria = fc.oneof(
  value.map((one) => `identifier=${system}|${one}`), value.map((one) => `identifier=${one}`),
  fc.constantFrom('', '_id=a', 'name=x', 'nonsense=1', 'identifier=', 'identifier=|', '_sort=name', 'identifier:not=a', 'identifier=a,b', '%', '_lastUpdated=gt2020', `name=${secret}`),
)
const id = fc.constantFrom('a', 'b', 'c', 'd')
const fullUrl = fc.constantFrom('urn:uuid:1', 'urn:uuid:2', 'urn:uuid:3', 'http://kis.example/Patient/a', 'http://kis.example/Basic/b', 'Patient/a', '')
const reference = fc.oneof(
  fullUrl, id.map((one) => `Patient/${one}`), criteria.map((one) => `Patient?${one}`), fc.constantFrom('#x', 'Nonsense?a=b', 'urn:uuid:9', 'Patient/a/_history/1', secret),
)
const patient = fc.record({ resourceType: fc.constant('Patient'), id, identifier: fc.array(fc.record({ system: fc.constant(system), value }), { minLength: 1, maxLength: 2 }), active: fc.boolean() }, { requiredKeys: ['resourceType'] })
const basic = fc.record({
  resourceType: fc.constant('Basic'), code: fc.constant({ text: 'x' }), subject: fc.record({ reference }), author: fc.record({ reference }),
  identifier: fc.array(fc.record({ system: reference, value: reference }), { minLength: 1, maxLength: 1 }),
  text: reference.map((one) => ({ status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${one}">x</a></div>` })),
}, { requiredKeys: ['resourceType', 'code'] })
const resource = fc.oneof(patient, basic)
const operation = fc.record({ op: fc.constantFrom('add', 'remove', 'test'), path: fc.constantFrom('/active', '/link', '/identifier/0/value', '/id', '/link/0/other/reference'), value: fc.oneof(fc.boolean(), reference, reference.map((one) => [{ other: { reference: one }, type: 'seealso' }])) })
const request = fc.oneof(
  fc.record({ method: fc.constantFrom('PUT', 'DELETE', 'GET', 'HEAD'), url: id.map((one) => `Patient/${one}`), ifMatch: fc.constantFrom('W/"1"', 'W/"2"', secret), ifNoneMatch: fc.constantFrom('*', 'W/"1"') }, { requiredKeys: ['method', 'url'] }),
  fc.record({ method: fc.constantFrom('PUT', 'DELETE', 'GET'), url: criteria.map((one) => `Patient?${one}`) }),
  fc.record({ method: fc.constant('POST'), url: fc.constantFrom('Patient', 'Basic'), ifNoneExist: criteria }, { requiredKeys: ['method', 'url'] }),
)
const write = fc.record({ fullUrl, resource, request }, { requiredKeys: ['resource', 'request'] })
const patch = fc.record({
  fullUrl, request: fc.oneof(id, criteria.map((one) => `?${one}`)).map((one) => ({ method: 'PATCH', url: one.startsWith('?') ? `Patient${one}` : `Patient/${one}` })),
  resource: fc.array(operation, { maxLength: 2 }).map((operations) => ({ resourceType: 'Binary', contentType: 'application/json-patch+json', data: Buffer.from(JSON.stringify(operations)).toString('base64') })),
}, { requiredKeys: ['resource', 'request'] })

interface Answer {
  readonly resourceType: string
  readonly entry?: { readonly response?: { readonly status: string; readonly outcome?: object } }[]
}

test('any transaction or batch of plausible entries gives a FHIR answer that repeats nothing', { timeout: 180_000 }, async () => {
  await using s = await setting()
  await s.call('/fhir/alpha/Patient/a', put({ resourceType: 'Patient', id: 'a', identifier: [{ system, value: 'a' }] }))
  const seen = new Map<number, number>()
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof({ weight: 4, arbitrary: write }, { weight: 1, arbitrary: patch }), { maxLength: 5 }), fc.constantFrom('transaction', 'batch'), async (entry, type) => {
    const response = await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type, entry }))
    const text = await response.text()
    seen.set(response.status, (seen.get(response.status) ?? 0) + 1)
    assert.ok(response.status < 500, `${response.status} ${JSON.stringify(s.lines.filter((line) => line.event.includes('failed')).slice(-1))}`)
    const answer = JSON.parse(text) as Answer
    if (response.status >= 400) {
      assert.equal(answer.resourceType, 'OperationOutcome')
      assert.ok(!text.includes(secret), text)
      return
    }
    assert.equal(answer.entry?.length ?? 0, entry.length)
    for (const one of answer.entry ?? []) {
      assert.match(one.response!.status, /^[234]/, JSON.stringify(s.lines.filter((line) => line.event.includes('failed')).slice(-1)))
      assert.ok(!JSON.stringify(one.response!.outcome ?? {}).includes(secret), text)
    }
  }), { numRuns: 600 })
  assert.ok((seen.get(200) ?? 0) > 50, 'many come through')
})
