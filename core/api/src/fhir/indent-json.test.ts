import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indentJson } from './indent-json.ts'

test('indented JSON means the same and looks as JSON.stringify has it', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
    const text = JSON.stringify(value)
    assert.equal(indentJson(text), JSON.stringify(value, null, 2))
    assert.equal(indentJson(JSON.stringify(value, null, '\t')), JSON.stringify(value, null, 2))
  }))
})

test('numbers keep their form', () => {
  assert.equal(indentJson('{"a":[1.10,1E2,-0.0],"b":{}}'), '{\n  "a": [\n    1.10,\n    1E2,\n    -0.0\n  ],\n  "b": {}\n}')
})
