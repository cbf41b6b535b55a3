import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate, type Resource } from '@steckwerk/fhir'
import { asNumber, outsideBundle, outsideResources, record, recordBundle } from './record.ts'

interface Bundle {
  readonly entry: readonly { readonly fullUrl?: string; readonly resource: Resource; readonly request: Readonly<Record<string, string>> }[]
}

const errors = (resource: Resource): unknown => validate(resource).filter(({ severity }) => severity === 'error')

test('a seed gives the same record, its resources valid, joined within the bundle', () => {
  for (const seed of [0, 1, 2, 40]) {
    const text = asNumber(recordBundle(record(seed, 'whole', 'conditional')), 17)
    assert.equal(text, asNumber(recordBundle(record(seed, 'whole', 'conditional')), 17))
    assert.doesNotMatch(text, /#/)
    const { entry } = JSON.parse(text) as Bundle
    assert.ok(entry.length >= 100 && entry.length <= 400, `${entry.length} resources`)
    for (const { resource } of entry) assert.deepEqual(errors(resource), [], resource.resourceType)
    const urls = new Set(entry.map(({ fullUrl }) => fullUrl!))
    assert.equal(urls.size, entry.length)
    for (const [, inside] of text.matchAll(/"reference":"(urn:uuid:[^"]+)"/g)) assert.ok(urls.has(inside!))
    const counts = Object.groupBy(entry, ({ resource }) => resource.resourceType)
    assert.deepEqual(Object.keys(counts).sort(), ['Condition', 'Encounter', 'Observation', 'Patient', 'Procedure'])
  }
})

test('a case is a small record', () => {
  const sizes = Array.from({ length: 50 }, (_, seed) => record(seed, 'case', 'direct').length)
  assert.ok(Math.min(...sizes) >= 10 && Math.max(...sizes) <= 25, sizes.join())
})

test('what records point to exists under the names they use', () => {
  const outside = outsideResources()
  for (const resource of outside) assert.deepEqual(errors(resource), [])
  const known = new Set(outside.flatMap(({ resourceType: type, id, identifier }) => {
    const { system, value } = (identifier as { system: string; value: string }[])[0]!
    return [`${type}/${id!}`, `${type}?identifier=${system}|${value}`]
  }))
  for (const kind of ['conditional', 'direct'] as const) {
    const named = [...recordBundle(record(3, 'whole', kind)).matchAll(/"reference":"((?:Practitioner|Organization)[^"]+)"/g)].map(([, reference]) => reference!)
    assert.ok(named.length > 100)
    for (const reference of named) assert.ok(known.has(reference), reference)
  }
  const [put] = (JSON.parse(outsideBundle(true)) as Bundle).entry
  assert.deepEqual(put!.request, { method: 'PUT', url: 'Practitioner/bench-practitioner-0' })
  const [post] = (JSON.parse(outsideBundle(false)) as Bundle).entry
  assert.deepEqual(post!.request, { method: 'POST', url: 'Practitioner', ifNoneExist: 'identifier=https://example.org/sid/practitioner|0' })
  assert.equal(post!.resource.id, undefined)
})
