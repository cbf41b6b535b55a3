import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, makePasswordsCheap, verifyPassword } from './password.ts'

test('a hash is checked by the cost it was made with, whatever new ones cost', async () => {
  const dear = await hashPassword('päss')
  makePasswordsCheap()
  const cheap = await hashPassword('päss')
  assert.match(dear, /^scrypt\$15\.8\.3\$/)
  assert.match(cheap, /^scrypt\$8\.8\.3\$/)
  for (const hash of [dear, cheap]) {
    // Decomposed, as another keyboard sends it.
    assert.equal(await verifyPassword('pa\u0308ss', hash), true)
    assert.equal(await verifyPassword('pass', hash), false)
  }
})

test('what is no hash is never right', async () => {
  makePasswordsCheap()
  for (const hash of [undefined, '', 'scrypt$8.8.3$$', 'plain', 'scrypt$8.8.3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
    assert.equal(await verifyPassword('x', hash), false)
  }
})
