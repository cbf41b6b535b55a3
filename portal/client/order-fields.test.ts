import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderFields, orderParameters, startValues, wrongFields } from './order-fields.ts'

const schema = {
  type: 'object', required: ['beds', 'site'],
  properties: {
    beds: { type: 'integer', title: 'Betten' }, site: { type: 'string', enum: ['Nord', 'Süd'], default: 'Nord' }, size: { type: 'integer', enum: [1, 2] },
    mail: { type: 'string', format: 'email' }, remind: { type: 'boolean', default: true }, days: { type: 'array', items: { type: 'string', enum: ['mo', 'di'] } },
  },
}

test('fields as a schema tells them, and what goes to the hub', () => {
  const fields = orderFields(schema)
  assert.deepEqual(fields.map(({ kind }) => kind), ['number', 'choice', 'choice', 'text', 'flag', 'several'])
  const values = startValues(fields)
  assert.deepEqual(wrongFields(fields, values), [{ name: 'beds', why: 'missing' }])
  assert.deepEqual(wrongFields(fields, { ...values, beds: '1,5' }), [{ name: 'beds', why: 'number' }])
  assert.deepEqual(orderParameters(fields, schema, { ...values, beds: '12', size: '2', days: ['di'] }), { beds: 12, site: 'Nord', size: 2, remind: true, days: ['di'] })
  assert.deepEqual(orderFields(null), [])
})
