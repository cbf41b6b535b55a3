import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exchangeStrings, referencePlaces } from './reference-places.ts'

const urn = 'urn:uuid:1c9b3b3e-0000-4000-8000-000000000001'
const isName = (text: string): boolean => text === urn

test('References are found at any depth; a name anywhere else, or an address in a narrative, is told', () => {
  const subject = { reference: urn }
  const inner = { reference: '#x' }
  const plain = { resourceType: 'Basic', subject, contained: [{ resourceType: 'Basic', author: inner }], extension: [{ url: 'x' }] }
  assert.deepEqual(referencePlaces(plain, isName), { references: [{ holder: subject, value: urn }, { holder: inner, value: '#x' }], isMixed: false })
  for (const more of [{ identifier: [{ value: urn }] }, { extension: [{ valueUri: urn }] }, { list: [urn] }, { text: { div: '<a href="x"/>' } }]) {
    assert.equal(referencePlaces({ resourceType: 'Basic', ...more }, isName).isMixed, true, JSON.stringify(more))
  }
  assert.deepEqual(referencePlaces({ resourceType: 'Bundle', entry: [plain] }, isName), { references: [], isMixed: false })
})

test('strings are exchanged at once, and only where each stands as often as it should', () => {
  const text = '{"a":"x","b":["y","x"],"c":"\\"x\\"","d":"xx"}'
  const exchanges = (x: number): Map<string, { target: string; count: number }> => new Map([['x', { target: 'y', count: x }], ['y', { target: 'z"', count: 1 }]])
  assert.equal(exchangeStrings(text, exchanges(2)), '{"a":"y","b":["z\\"","y"],"c":"\\"x\\"","d":"xx"}')
  assert.equal(exchangeStrings(text, exchanges(1)), undefined)
  assert.equal(exchangeStrings(text, exchanges(3)), undefined)
  assert.equal(exchangeStrings('{"a":"\\u0078","b":"x","c":["y","x"]}', exchanges(2)), undefined)
})
