import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passkeyPlace, passkeyUse } from './passkey-place.ts'

test('passkeys need a name and https; localhost is the exception, its address is not', () => {
  assert.deepEqual(passkeyUse('https://hub.example'), { usable: true })
  assert.deepEqual(passkeyUse('http://localhost:8080'), { usable: true })
  assert.deepEqual(passkeyUse('http://127.0.0.1:8080'), { usable: false, reason: 'address', instead: 'http://localhost:8080' })
  assert.deepEqual(passkeyUse('http://[::1]:8080'), { usable: false, reason: 'address', instead: 'http://localhost:8080' })
  assert.deepEqual(passkeyUse('https://192.0.2.7'), { usable: false, reason: 'address', instead: null })
  assert.deepEqual(passkeyUse('http://hub.example'), { usable: false, reason: 'insecure', instead: null })
  assert.deepEqual(passkeyPlace('https://hub.example:8443'), { rpId: 'hub.example', origin: 'https://hub.example:8443' })
})
