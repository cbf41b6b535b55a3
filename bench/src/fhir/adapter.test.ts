import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generic, steckwerk } from './adapter.ts'

const options = { base: 'http://127.0.0.1:8080/', carriers: ['a', 'b'], token: 'secret', header: '', outside: 'conditional' } as const

test('a hub has a base a carrier', () => {
  assert.deepEqual(steckwerk(options), {
    bases: ['http://127.0.0.1:8080/fhir/a', 'http://127.0.0.1:8080/fhir/b'],
    headers: { Authorization: 'Bearer secret' },
    contentType: 'application/fhir+json',
    updateAsCreate: true,
    outside: 'conditional',
  })
})

test('another server has one base, or one for each carrier in its address', () => {
  assert.deepEqual(generic({ ...options, token: '', header: 'X-Tenant: 7' }), {
    bases: ['http://127.0.0.1:8080'], headers: { 'X-Tenant': '7' }, contentType: 'application/fhir+json', updateAsCreate: false, outside: 'conditional',
  })
  assert.deepEqual(generic({ ...options, base: 'https://x/{carrier}/fhir' }).bases, ['https://x/a/fhir', 'https://x/b/fhir'])
  assert.throws(() => generic({ ...options, header: 'nonsense' }), /--header/)
})
