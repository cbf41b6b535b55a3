import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import fc from 'fast-check'
import { unitOf } from './unit.ts'

const ucum = 'http://unitsofmeasure.org'
const inBase = (code: string, value: number) => {
  const { base } = unitOf(ucum, code, undefined)
  return base === undefined ? undefined : [base.form, base.convert(value, value)?.low]
}

test('what is the same amount is the same number in base units', () => {
  const same: (readonly [string, number, string, number])[] = [
    ['mg', 5, 'g', 0.005],
    ['mg/dL', 90, 'g/L', 0.9],
    ['Cel', 37.2, '[degF]', 98.96],
    ['Cel', 37.2, 'K', 310.35],
    ['10*3/uL', 4.5, '/nL', 4.5],
    ['10*9/L', 4.5, '10*3/uL', 4.5],
    ['h', 1.5, 'min', 90],
    ['{beats}/min', 60, '/s', 1],
    ['m[IU]/L', 2.5, 'u[IU]/mL', 2.5],
    ['[iU]/L', 7, '[IU]/L', 7],
    ['%', 40, '1', 0.4],
    ['mg/(24.h)', 240, 'mg/h', 10],
  ]
  for (const [code, value, other, otherValue] of same) assert.deepEqual(inBase(code, value), inBase(other, otherValue), `${code} ${other}`)
})

test('dimensions keep units apart, and an arbitrary unit from every other', () => {
  const forms = ['mg', 'mL', 'mg/mL', '[IU]', "[arb'U]", 's', 'Cel'].map(code => unitOf(ucum, code, undefined).base?.form)
  assert.equal(new Set(forms).size, 7)
  assert.ok(!forms.includes(undefined))
})

test('a unit UCUM does not know is compared by its name alone', () => {
  assert.deepEqual(unitOf(ucum, 'Stück', 'St'), {
    names: ['code:Stück', 'code:St', `pair:${ucum}|Stück`],
    base: undefined,
  })
  assert.deepEqual(unitOf('urn:iso:std:iso:4217', 'EUR', undefined).names, ['code:EUR', 'pair:urn:iso:std:iso:4217|EUR'])
  assert.deepEqual(unitOf(undefined, undefined, 'mg'), { names: ['code:mg'], base: undefined })
  assert.deepEqual(unitOf(undefined, 3, {}), { names: [], base: undefined })
  for (const code of ['[IU].[arb\'U]', 'mol/[IU]', 'toString', '__proto__', 'a'.repeat(65)]) assert.equal(inBase(code, 1), undefined, code)
})

test('open ends stay open, and turn round where the scale does', () => {
  const convert = (code: string, low: number, high: number) => unitOf(ucum, code, undefined).base?.convert(low, high)
  assert.deepEqual(convert('mg', -Infinity, 5), { low: -Infinity, high: 0.005 })
  assert.deepEqual(convert('Cel', 40, Infinity), { low: 313.15, high: Infinity })
  assert.equal(convert('[pH]', 7, Infinity)?.low, -Infinity)
  assert.equal(convert('km', 1e307, 1e307), undefined)
})

test('whatever is called a unit, nothing is printed and nothing thrown', t => {
  const print = t.mock.method(console, 'log', mock.fn())
  const pieces = fc.constantFrom('mg', '/', '.', '(', ')', '{a}', '[IU]', '10*', '2', '-', '[', '{', '%', "'", '"', '^', 'm', 'Cel', 'B[V]', ' ', 'toString', '')
  const codes = fc.oneof(fc.array(pieces, { maxLength: 12 }).map(all => all.join('')), fc.string({ maxLength: 30 }))
  fc.assert(
    fc.property(codes, fc.double({ noNaN: true }), (code, value) => {
      const converted = unitOf(ucum, code, undefined).base?.convert(value, value)
      return converted === undefined || converted.low === converted.high
    }),
    { numRuns: 3000 },
  )
  assert.equal(print.mock.callCount(), 0)
})
