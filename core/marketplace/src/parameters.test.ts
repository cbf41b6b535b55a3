import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkParameters, isCheap, isSupportedForm } from './parameters.ts'

test('patterns that a text can make slow are not taken', () => {
  for (const good of ['^[A-Z]{2}\\d{9}$', '^(DE|AT)\\d+$', 'a+b*']) assert.ok(isCheap(good), good)
  for (const bad of ['(a+)+$', '(a|aa)*', 'a*a*a*b', '(.)\\1', '(?:x+){2,}', '[']) assert.ok(!isCheap(bad), bad)
})

test('forms beyond the part that can be shown are told apart', () => {
  assert.ok(isSupportedForm({ type: 'object', properties: { a: { type: 'string' } } }))
  for (const schema of [{ type: 'array' }, { type: 'object', properties: { a: { $ref: 'https://elsewhere.example' } } }, { type: 'object', properties: { a: { type: 'object' } } }, { type: 'object', oneOf: [] }]) assert.ok(!isSupportedForm(schema))
})

test('limits, choices and what was not asked for', async () => {
  const form = { type: 'object', additionalProperties: false, properties: { n: { type: 'integer', maximum: 5, exclusiveMaximum: true }, list: { type: 'array', items: { type: 'string', enum: ['x', 'y'] } } } }
  assert.deepEqual(await checkParameters(form, { n: 4, list: ['x'] }), { n: 4, list: ['x'] })
  for (const wrong of [{ n: 5 }, { list: ['z'] }, { other: 1 }]) await assert.rejects(checkParameters(form, wrong), { code: 'marketplace/parameters' })
  await assert.rejects(checkParameters(null, { any: 1 }), { code: 'marketplace/parameters' })
})
