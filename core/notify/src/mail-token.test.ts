import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { HubSeal } from '@steckwerk/access'
import fc from 'fast-check'
import { createMailTokens, tokenLength, type TokenUse } from './mail-token.ts'

const sealOf = (key: string): HubSeal => ({
  seal: () => Buffer.alloc(0),
  open: () => { throw new Error('nothing is sealed here') },
  mark: (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest(),
})
const tokens = createMailTokens(sealOf('a'))
const uses: readonly TokenUse[] = ['reply', 'unsubscribe', 'link', 'edition', 'edition-end']

test('a token is read back for its own use only, in any case, and fits before the @ of an address', () => {
  fc.assert(fc.property(fc.uuid(), fc.constantFrom(...uses), fc.constantFrom(...uses), (id, use, other) => {
    const token = tokens.make(use, id)
    assert.match(token, /^[a-z2-7]+$/)
    assert.ok(token.length === tokenLength && `portal+${token}`.length <= 64)
    assert.equal(tokens.read(use, token.toUpperCase()), id)
    assert.equal(tokens.read(other, token), other === use ? id : undefined)
    assert.equal(createMailTokens(sealOf('b')).read(use, token), undefined)
  }))
})

test('no other letter in any place gives a token, nor does anything else', () => {
  const token = tokens.make('reply', randomUUID())
  for (let at = 0; at < token.length; at++) {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz234567') {
      if (letter !== token[at]) assert.equal(tokens.read('reply', token.slice(0, at) + letter + token.slice(at + 1)), undefined)
    }
  }
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => assert.equal(tokens.read('reply', text), undefined)))
})
