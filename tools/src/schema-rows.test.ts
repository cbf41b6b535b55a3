import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schemaRows } from './schema-rows.ts'

test('nested objects and lists become paths, with default, bounds and what is required', () => {
  const rows = schemaRows({
    required: ['list'],
    properties: {
      list: {
        type: 'array',
        items: {
          required: ['port', 'mode'],
          properties: {
            port: { type: 'integer', minimum: 0, maximum: 65535, description: 'Port.' },
            mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
            tls: { type: 'object', description: 'Secured.', required: ['key'], properties: { key: { type: 'string' } } },
            rules: { type: 'array', items: { type: 'string' }, default: [] },
          },
        },
      },
      days: { type: 'number', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 14 },
    },
  })
  assert.deepEqual(rows.map(({ path, type, fallback, text }) => [path, type, fallback, text]), [
    ['list[].port', 'integer, 0 to 65535', 'required', 'Port.'],
    ['list[].mode', 'a | b', '"a"', ''],
    ['list[].tls', 'object', '', 'Secured.'],
    ['list[].tls.key', 'string', 'required', ''],
    ['list[].rules[]', 'string', '[]', ''],
    ['days', 'number, at least 1', '14', ''],
  ])
})
