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

test('what a form does not take is said before it is sent, with the limit', () => {
  const limited = orderFields({
    properties: {
      beds: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 500 }, mail: { type: 'string', format: 'email' }, code: { type: 'string', pattern: '^[A-Z]+$', minLength: 2, maxLength: 4 },
      days: { type: 'array', items: { type: 'string', enum: ['mo', 'di', 'mi'] }, minItems: 2, maxItems: 2 }, page: { type: 'string', format: 'uri' },
    },
  })
  const whys = (values: Readonly<Record<string, string | readonly string[]>>): unknown => wrongFields(limited, values).map(({ name, why, limit }) => [name, why, limit ?? null])
  assert.deepEqual(whys({ beds: '0', mail: 'x', code: 'A', days: ['mo'], page: 'nowhere' }), [['beds', 'least', 1], ['mail', 'form', null], ['code', 'short', 2], ['days', 'few', 2], ['page', 'form', null]])
  assert.deepEqual(whys({ beds: '501', mail: 'a@b.de', code: 'ABCDE', days: ['mo', 'di', 'mi'] }), [['beds', 'most', 500], ['code', 'long', 4], ['days', 'many', 2]])
  assert.deepEqual(whys({ beds: '500', code: 'ABc', days: ['mo', 'mi'], page: 'https://a.example' }), [['code', 'form', null]])
  assert.deepEqual(startValues(limited, { beds: 12, days: ['mo'], code: 'AB' }), { beds: '12', mail: '', code: 'AB', days: ['mo'], page: '' })
})
