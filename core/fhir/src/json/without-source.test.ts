import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutSource } from './without-source.ts'

test('meta.source is cut out wherever it stands, and nothing else', () => {
  const rest = '"resourceType":"X", "source":"mine", "n":1.10'
  assert.equal(withoutSource(`{${rest},"meta":{"source":"a"}}`), `{${rest},"meta":{}}`)
  assert.equal(withoutSource(`{"meta":{"source":"a", "tag":[]},${rest}}`), `{"meta":{"tag":[]},${rest}}`)
  assert.equal(withoutSource(`{"meta":{"tag":[] , "source" : "a,}" },${rest}}`), `{"meta":{"tag":[] },${rest}}`)
  assert.equal(withoutSource(`{"meta":{"versionId":"1","source":"a","tag":[]},${rest}}`), `{"meta":{"versionId":"1","tag":[]},${rest}}`)
  assert.equal(withoutSource(`{${rest}}`), `{${rest}}`)
  assert.equal(withoutSource(`{"meta":{"tag":[]},${rest}}`), `{"meta":{"tag":[]},${rest}}`)
})
