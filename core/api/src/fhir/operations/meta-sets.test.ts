import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutSets, withSets } from './meta-sets.ts'

const meta = { versionId: '3', source: 'urn:a', tag: [{ system: 's', code: 'a', display: 'A' }], profile: ['urn:p'] }

test('adding keeps what is there and adds each once, by system and code', () => {
  assert.deepEqual(withSets(meta, { tag: [{ system: 's', code: 'a', display: 'other' }, { system: 's', code: 'b' }, { system: 's', code: 'b' }, { code: 'a' }], security: [{ code: 'R' }], versionId: '9' }), {
    ...meta, tag: [...meta.tag, { system: 's', code: 'b' }, { code: 'a' }], security: [{ code: 'R' }],
  })
  assert.equal(withSets(meta, { profile: ['urn:p'], source: 'urn:b' }), meta, 'the same where nothing is new')
})

test('taking away leaves no empty list', () => {
  assert.deepEqual(withoutSets(meta, { tag: [{ system: 's', code: 'a' }], profile: ['urn:q'] }), { versionId: '3', source: 'urn:a', profile: ['urn:p'] })
  assert.equal(withoutSets(meta, { tag: [{ code: 'a' }] }), meta, 'without a system it is another')
})
