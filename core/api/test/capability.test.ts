import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchParam } from '@steckwerk/fhir'
import { post, put, setting } from './setting.ts'

interface Statement {
  resourceType: string
  fhirVersion: string
  implementation: { url: string }
  rest: { resource: { type: string; interaction: { code: string }[]; searchParam: { name: string; type: string; definition: string }[] }[]; interaction: { code: string }[] }[]
}

test('everything the CapabilityStatement claims is there', async () => {
  await using s = await setting()
  const response = await fetch(`${s.url}/fhir/alpha/metadata`)
  assert.equal(response.status, 200, 'it is public')
  const statement = (await response.json()) as Statement
  assert.deepEqual([statement.resourceType, statement.fhirVersion, statement.implementation.url], ['CapabilityStatement', '4.0.1', `${s.url}/fhir/alpha`])
  assert.equal((await fetch(`${s.url}/fhir/gamma/metadata`)).status, 404)
  const rest = statement.rest[0]!
  assert.deepEqual(rest.interaction.map(({ code }) => code), ['transaction', 'batch'])
  for (const { code } of rest.interaction) {
    assert.equal((await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type: code, entry: [] }))).status, 200, code)
  }
  const calls: Record<string, (type: string) => Promise<number>> = {
    read: async (type) => (await s.call(`/fhir/alpha/${type}/none`)).status,
    vread: async (type) => (await s.call(`/fhir/alpha/${type}/none/_history/1`)).status,
    'history-instance': async (type) => (await s.call(`/fhir/alpha/${type}/none/_history`)).status,
    delete: async (type) => (await s.call(`/fhir/alpha/${type}/none`, { method: 'DELETE' })).status,
    update: async (type) => (await s.call(`/fhir/alpha/${type}/none`, put({ resourceType: type, id: 'none', nonsense: 1 }))).status,
    create: async (type) => (await s.call(`/fhir/alpha/${type}`, post({ resourceType: type, nonsense: 1 }))).status,
    'search-type': async (type) => (await s.call(`/fhir/alpha/${type}?_count=1`)).status,
  }
  const expected: Record<string, number> = { read: 404, vread: 404, 'history-instance': 404, delete: 204, update: 422, create: 422, 'search-type': 200 }
  assert.ok(rest.resource.length > 140)
  for (const { type, interaction } of rest.resource) {
    assert.deepEqual(interaction.map(({ code }) => code).toSorted(), Object.keys(calls).toSorted())
    const statuses = await Promise.all(interaction.map(({ code }) => calls[code]!(type)))
    assert.deepEqual(statuses, interaction.map(({ code }) => expected[code]), type)
  }
})

/** A value of the parameter's type that any search takes. */
const values: Record<string, string> = { token: 'a', string: 'a', date: '2026', uri: 'urn:a' }

function reference(type: string, name: string): string {
  const target = searchParam(type, name)?.targets[0]
  return target === undefined ? 'https://example.org/a' : `${target}/a`
}

test('every search parameter the CapabilityStatement names is taken', async () => {
  await using s = await setting()
  const { rest } = (await (await fetch(`${s.url}/fhir/alpha/metadata`)).json()) as Statement
  const refused: string[] = []
  for (const { type, searchParam: named } of rest[0]!.resource) {
    await Promise.all(named.map(async ({ name, type: kind }) => {
      const value = kind === 'reference' ? reference(type, name) : values[kind]
      if (value === undefined || (await s.call(`/fhir/alpha/${type}?${name}=${encodeURIComponent(value)}`)).status !== 200) refused.push(`${type}.${name}:${kind}`)
    }))
  }
  assert.deepEqual(refused, [])
})
