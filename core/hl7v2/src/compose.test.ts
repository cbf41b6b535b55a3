import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { composeMessage, repeated } from './compose.ts'
import { hl7Null } from './field.ts'
import { parseMessage } from './message.ts'
import type { Separators } from './separators.ts'

test('a message is written field by field, repetition by repetition', () => {
  const bytes = composeMessage(
    [
      { name: 'MSH', fields: { 3: 'KIS', 9: ['ADT', 'A01'], 18: '8859/15' } },
      {
        name: 'PID',
        fields: {
          3: repeated([['1', undefined, undefined, 'A', 'PI'], '2']),
          5: [['von Groß', 'von', 'Groß'], 'Änne', undefined],
          7: hl7Null,
          8: undefined,
        },
      },
      { name: 'NTE', fields: { 3: 'a|b & 5 €' } },
    ],
    { charset: '8859/15' },
  )
  const expected = [
    'MSH|^~\\&|KIS||||||ADT^A01|||||||||8859/15',
    'PID|||1^^^A^PI~2||von Gro\u00df&von&Gro\u00df^\u00c4nne||""',
    'NTE|||a\\F\\b \\T\\ 5 \u00a4',
    '',
  ]
  assert.deepEqual(bytes, Buffer.from(expected.join('\r'), 'latin1'))
})

test('a message needs a header and a charset that exists', () => {
  assert.throws(() => composeMessage([{ name: 'PID', fields: {} }]), { code: 'hl7v2/no-header' })
  assert.throws(() => composeMessage([{ name: 'MSH', fields: {} }], { charset: 'nonsense' }), { code: 'hl7v2/charset' })
})

test('what is composed is what is parsed', () => {
  const odd: Separators = { field: '!', component: '@', repetition: '*', escape: '%', subcomponent: '$', truncation: '#' }
  const charsets = fc.constantFrom('UTF-8', '8859/15', 'cp850')
  const value = fc.string({ unit: fc.constantFrom(...Array.from('abÄß|^~\\&!@*%$# \r\n')), minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(value, value, value, fc.constantFrom(undefined, odd), charsets, (one, two, three, separators, charset) => {
      const bytes = composeMessage(
        [
          { name: 'MSH', fields: { 18: charset } },
          { name: 'PID', fields: { 5: repeated([one, [two, [one, three]]]) } },
        ],
        { charset, ...(separators ? { separators } : {}) },
      )
      const message = parseMessage(bytes, { charset })
      const read = ['PID-5', 'PID-5(2)', 'PID-5(2).2', 'PID-5(2).2.2'].map(path => message.text(path))
      assert.deepEqual(read, [one, two, one, three])
    }),
  )
})
