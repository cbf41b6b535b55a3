import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { put, setting, type Setting } from './setting.ts'

/** Stands for patient data among the values sent: it must never come back in a refusal. */
const secret = 'Zzyzxowitsch'
let s: Setting

before(async () => {
  s = await setting()
  await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p', name: [{ family: 'A' }], meta: { tag: [{ code: 'a' }] } }))
  await s.call('/fhir/alpha/Encounter/e', put({ resourceType: 'Encounter', id: 'e', status: 'planned', class: { code: 'IMP' }, subject: { reference: 'Patient/p' } }))
})
after(() => s[Symbol.asyncDispose]())

/** Every answer is FHIR, none is a 5xx, no refusal repeats the secret. */
async function holds(path: string, init: RequestInit): Promise<void> {
  const response = await s.call(path, init)
  const text = await response.text()
  assert.ok(response.status < 500, `${init.method ?? 'GET'} ${path} ${JSON.stringify(init.body)} → ${response.status}: ${JSON.stringify(s.lines.filter((line) => line.event.includes('failed')).slice(-1))}`)
  assert.ok(response.headers.get('content-type')?.startsWith('application/fhir+json'), `${path} ${response.status}`)
  const { resourceType } = JSON.parse(text) as { resourceType: string }
  if (response.status < 400) return
  assert.equal(resourceType, 'OperationOutcome', path)
  assert.ok(!text.includes(secret), `${path} repeats what was sent`)
}

const value = fc.oneof(
  fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constant(secret),
  fc.constantFrom('', '\0', 'a|b', 'a|', '|', '2026', '2026-02-30', 'ge2026-01', 'ap5', '5.4|http://unitsofmeasure.org|mg', '1e400', '-1', '0', 'Patient/p', 'Patient', 'Patient,Encounter', 'true', 'Patient:link',
    'Observation:subject:Patient', '*', 'Encounter:*', '-birthdate,_id', 'a$b', 'a\\,b', '51.1|7.1|5|km', 'urn:vs', 'ValueSet/x', '#a', 'update', 'delete', 'http://hl7.org/fhir/StructureDefinition/Patient'),
)
const name = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
  { weight: 8, arbitrary: fc.constantFrom('identifier', 'identifier:of-type', 'name:contains', 'birthdate', 'gender:not', 'gender:in', 'gender:not-in', 'general-practitioner:Organization.name', 'general-practitioner:identifier',
    '_has:Encounter:patient:status', '_has:Observation:patient:_has:Provenance:target:agent', 'subject:Patient.general-practitioner.name', 'date', 'value-quantity', 'component-code-value-quantity', 'near', 'status:missing',
    '_include', '_revinclude', '_include:iterate', '_sort', '_count', '_total', '_summary', '_elements', '_cursor', '_id', '_lastUpdated', '_tag:not', '_profile', '_type', '_since', 'start', 'end', 'mode', 'profile', '_format', '_pretty') },
)
const pairs = fc.array(fc.tuple(name, value), { maxLength: 4 })
const encoded = (list: readonly (readonly [string, string])[]): string =>
  list.map(([left, right]) => `${encodeURIComponent(left.toWellFormed())}=${encodeURIComponent(right.toWellFormed())}`).join('&')
const prefer = fc.constantFrom<Record<string, string>>({}, { prefer: 'handling=lenient' })

test('any parameters on searches by type and within compartments, by address and by form', { timeout: 240_000 }, async () => {
  const path = fc.constantFrom('Patient', 'Encounter', 'Observation', 'Location', 'Patient/p/Encounter', 'Patient/p/Patient', 'Encounter/e/Observation', 'Patient/p/*', 'Practitioner/x/*', 'Patient/p/Organization', `Patient/${secret}/Encounter`)
  await fc.assert(fc.asyncProperty(path, pairs, pairs, fc.boolean(), prefer, async (where, query, body, isForm, headers) => {
    if (isForm) await holds(`/fhir/alpha/${where}/_search?${encoded(query)}`, { method: 'POST', body: encoded(body), headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } })
    else await holds(`/fhir/alpha/${where}?${encoded(query)}`, { headers })
  }), { numRuns: 600 })
})

const places = fc.constantFrom('Patient/p/$everything', 'Encounter/e/$everything', 'Patient/p/$meta', 'Patient/$meta', 'Patient/p/_history/1/$meta', 'Patient/$validate', 'Patient/p/$validate', 'Patient/p/$meta-add',
  'Patient/p/$meta-delete', 'Patient/$everything', `Patient/$${secret}`, `Patient/${secret}/$everything`, 'Parameters/$validate')

test('any parameters on operations by address', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(places, pairs, prefer, async (where, query, headers) => holds(`/fhir/alpha/${where}?${encoded(query)}`, { headers })), { numRuns: 300 })
})

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, value, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('resourceType', 'id', 'meta', 'tag', 'profile', 'security', 'system', 'code', 'name', 'text', 'status', 'contact', 'extension', 'valueDecimal', 'url', 'contained', '__proto__', 'constructor'), tie('value'), { maxKeys: 5 })),
})).value
const parameter = fc.oneof(json, fc.record({
  name: fc.oneof(fc.constantFrom('resource', 'meta', 'mode', 'profile', '_type', '_since', '_count', 'start'), value),
  resource: fc.oneof(json, fc.constantFrom<object>({ resourceType: 'Patient' }, { resourceType: 'Patient', id: 'p', gender: secret })),
  valueMeta: fc.oneof(json, fc.constantFrom<object>({ tag: [{ system: 'urn:a', code: 'b' }] }, { profile: ['urn:p'], security: [{ code: secret }] })),
  valueCode: value, valueInteger: fc.oneof(fc.integer(), value), part: json,
}, { requiredKeys: ['name'] }))

test('any body on operations', { timeout: 120_000 }, async () => {
  const body = fc.oneof(json, fc.array(parameter, { maxLength: 3 }).map((list) => ({ resourceType: 'Parameters', parameter: list })))
  await fc.assert(fc.asyncProperty(places, body, prefer, async (where, sent, headers) => {
    await holds(`/fhir/alpha/${where}`, { method: 'POST', body: JSON.stringify(sent), headers: { ...headers, 'content-type': 'application/fhir+json' } })
  }), { numRuns: 500 })
})
