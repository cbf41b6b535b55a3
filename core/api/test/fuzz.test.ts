import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { put, setting, type Setting } from './setting.ts'

/** Stands for patient data among the values sent: it must never come back in an error. (The name of an unknown element or parameter may.) */
const secret = 'Zzyzxowitsch'
let s: Setting

before(async () => {
  s = await setting()
  await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p', name: [{ family: 'A' }] }))
})
after(() => s[Symbol.asyncDispose]())

/** Every refusal is an OperationOutcome, none is a 500, none repeats the secret. */
async function holds(path: string, init: RequestInit): Promise<void> {
  const response = await s.call(path, init)
  const text = await response.text()
  assert.ok(response.status < 500, `${init.method ?? 'GET'} ${path} → ${response.status}: ${JSON.stringify(s.lines.filter((line) => line.event.includes('failed')).slice(-1))}`)
  if (response.status < 400) return
  assert.equal((JSON.parse(text) as { resourceType: string }).resourceType, 'OperationOutcome', path)
  assert.ok(!text.includes(secret), `${path} repeats what was sent`)
}

const plain = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('', '\0', '\ud800', 'a|b', '2026-13', 'ge2026', 'Patient/1', 'urn:a', '1e400', '%', ',', '\\', '$', '|', '..'))
const word = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: fc.constant(secret) })
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' }, word, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom('id', 'meta', 'name', 'family', 'identifier', 'system', 'value', 'reference', 'subject', 'extension', 'contained',
      'resourceType', 'text', 'birthDate', '__proto__', 'constructor', 'active', '_active', 'link', 'period', 'start'), fc.string({ maxLength: 6 })), tie('value'), { maxKeys: 5 }),
  ),
})).value
const type = fc.constantFrom('Patient', 'Encounter', 'Observation', 'Location', 'Bundle', 'Binary', 'Parameters', 'Nonsense')
const resource = fc.tuple(type, json).map(([resourceType, members]) =>
  typeof members === 'object' && members !== null && !Array.isArray(members) ? { resourceType, ...members } : members)

test('any body on create, update and as a transaction or batch', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(resource, fc.constantFrom('POST', 'PUT'), async (body, method) => {
    const name = (body as { resourceType?: unknown } | null)?.resourceType
    const path = typeof name === 'string' && /^[A-Za-z]+$/.test(name) ? name : 'Patient'
    await holds(`/fhir/alpha/${path}${method === 'PUT' ? '/p' : ''}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/fhir+json' } })
  }), { numRuns: 300 })
  const entry = fc.oneof(json, fc.record({
    fullUrl: fc.oneof(word, fc.constant('urn:uuid:1')), resource: fc.oneof(resource, json),
    request: fc.oneof(json, fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', secret), url: fc.oneof(word, fc.constantFrom('Patient', 'Patient/p', 'Patient?name=a', 'Patient/p/_history', 'Patient/p/_history/1')), ifMatch: word }, { requiredKeys: ['method', 'url'] })),
  }, { requiredKeys: ['request'] }))
  await fc.assert(fc.asyncProperty(fc.array(entry, { maxLength: 4 }), fc.constantFrom('batch', 'transaction'), async (entries, kind) => {
    await holds('/fhir/alpha', { method: 'POST', body: JSON.stringify({ resourceType: 'Bundle', type: kind, entry: entries }), headers: { 'content-type': 'application/fhir+json' } })
  }), { numRuns: 200 })
})

test('any bytes as a body', { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('', '/_search', '/p'), async (bytes, tail) => {
    const headers = { 'content-type': tail === '/_search' ? 'application/x-www-form-urlencoded' : 'application/fhir+json' }
    await holds(`/fhir/alpha/Patient${tail}`, { method: tail === '/p' ? 'PUT' : 'POST', body: new Uint8Array(bytes), headers })
  }), { numRuns: 200 })
})

test('any parameters on search, read and history, both ways', { timeout: 120_000 }, async () => {
  const name = fc.oneof(plain, fc.constantFrom('identifier', 'name', 'family:exact', 'birthdate', 'gender:not', 'general-practitioner', '_id', '_lastUpdated', '_sort', '_count', '_cursor',
    '_total', '_summary', '_format', '_pretty', 'family:contains', 'identifier:missing', 'link.name', '_has:Observation:patient:code', '_include'))
  const pairs = fc.array(fc.tuple(name, word), { maxLength: 4 })
  await fc.assert(fc.asyncProperty(pairs, fc.constantFrom('', '/p', '/p/_history', '/p/_history/1', '/_search'), fc.boolean(), async (list, tail, lenient) => {
    const query = list.map(([left, right]) => `${encodeURIComponent(left.toWellFormed())}=${encodeURIComponent(right.toWellFormed())}`).join('&')
    const headers: Record<string, string> = { ...(lenient ? { prefer: 'handling=lenient' } : {}) }
    if (tail === '/_search') await holds(`/fhir/alpha/Patient${tail}`, { method: 'POST', body: query, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } })
    else await holds(`/fhir/alpha/Patient${tail}?${query}`, { headers })
  }), { numRuns: 500 })
})

test('any address and any header', { timeout: 60_000 }, async () => {
  const segment = fc.oneof(word.map((text) => encodeURIComponent(text.toWellFormed())), fc.constantFrom('Patient', 'p', '_history', '_search', '%', '%ff', 'alpha'))
  const header = fc.stringMatching(/^[\x21-\x7e]{0,30}$/)
  await fc.assert(fc.asyncProperty(fc.array(segment, { maxLength: 5 }), fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'), header, async (segments, method, value) => {
    if (method === 'HEAD') return
    await holds(`/fhir/${segments.join('/').replaceAll('.', 'x')}`, {
      method, headers: { 'if-match': value, 'if-none-match': value, prefer: value, 'if-modified-since': value },
    })
  }), { numRuns: 300 })
})
