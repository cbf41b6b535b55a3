import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnPath } from './own-path.ts'

test('a place to go on to is a path of the portal, however a browser may read it', () => {
  for (const path of ['/', '/meine', '/freigabe/abc?x=1', '/verknuepfen#ABCD-EFGH', '/haus/alpha/süd']) {
    assert.ok(isOwnPath(path), path)
    assert.equal(new URL(path, 'https://hub.example').origin, 'https://hub.example')
  }
  for (const path of ['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n//evil.example', 'https://evil.example', 'javascript:alert(1)', '', 'meine', undefined, 5, '/a\\b', `/${'a'.repeat(2_001)}`]) {
    assert.ok(!isOwnPath(path), String(path))
  }
})
