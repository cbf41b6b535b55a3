import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from './own-path.ts'

test('only paths of this site are come back to', () => {
  assert.equal(ownPath('/station?x=1#y'), '/station?x=1#y')
  for (const asked of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '\\\\evil.example', '/portal/api/x', '/.//evil.example']) {
    assert.equal(ownPath(asked), '/', String(asked))
  }
})
