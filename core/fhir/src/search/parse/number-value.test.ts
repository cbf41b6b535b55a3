import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { numberValue, quantityValue } from './number-value.ts'

const range = (text: string) => {
  const { prefix, low, high } = numberValue(text, 'x')
  return [prefix, low, high]
}

test('a number covers what its digits leave open', () => {
  const table: (readonly [string, string, number, number])[] = [
    ['100', 'eq', 99.5, 100.5],
    ['100.00', 'eq', 99.995, 100.005],
    ['1e2', 'eq', 50, 150],
    ['1.0e2', 'eq', 95, 105],
    ['5.40', 'eq', 5.395, 5.405],
    ['0.1', 'eq', 0.05, 0.15],
    ['-3', 'eq', -3.5, -2.5],
    ['+3', 'eq', 2.5, 3.5],
    ['0', 'eq', -0.5, 0.5],
    ['5e-3', 'eq', 0.0045, 0.0055],
    ['ne10', 'ne', 9.5, 10.5],
    ['gt5.4', 'gt', 5.4, 5.4],
    ['le1e2', 'le', 100, 100],
    ['sa-0.5', 'sa', -0.5, -0.5],
    ['ap100', 'ap', 89.5, 110.5],
    ['ap-100', 'ap', -110.5, -89.5],
    ['ap0', 'ap', -0.5, 0.5],
  ]
  for (const [text, ...wanted] of table) assert.deepEqual(range(text), wanted, text)
})

test('what is no number is refused', () => {
  for (const wrong of ['', 'gt', 'xx5', '5,4', '.5', '5.', '0x10', '1e1000', '1e999', 'NaN', 'Infinity', '1'.repeat(41), '5 ', 'eqeq5'])
    assert.throws(() => numberValue(wrong, 'x'), { code: 'fhir/search-value' }, wrong)
})

test('a quantity names its unit by UCUM, by another system, by its name, or not at all', () => {
  const quantity = (text: string) => {
    const { unit, low, high } = quantityValue(text, 'x')
    return [unit, low, high]
  }
  assert.deepEqual(quantity('5.4'), ['', 5.35, 5.45])
  assert.deepEqual(quantity('5.4||'), ['', 5.35, 5.45])
  assert.deepEqual(quantity('5.4||mg'), ['code:mg', 5.35, 5.45])
  assert.deepEqual(quantity('5.4|http://unitsofmeasure.org|mg'), ['ucum:g', 0.00535, 0.00545])
  assert.deepEqual(quantity('37|http://unitsofmeasure.org|Cel'), ['ucum:K', 309.65, 310.65])
  assert.deepEqual(quantity('lt20|urn:iso:std:iso:4217|EUR'), ['pair:urn:iso:std:iso:4217|EUR', 20, 20])
  assert.deepEqual(quantity('1|http://unitsofmeasure.org|Stück'), ['pair:http://unitsofmeasure.org|Stück', 0.5, 1.5])
  assert.deepEqual(quantity('1||a\\|b'), ['code:a|b', 0.5, 1.5])
  for (const wrong of ['5|mg', '5|http://unitsofmeasure.org|', '5||mg|x', '|http://unitsofmeasure.org|mg', 'mg', '1e300|http://unitsofmeasure.org|Ym'])
    assert.throws(() => quantityValue(wrong, 'x'), { code: 'fhir/search-value' }, wrong)
})

test('the value asked for is always within its range', () => {
  const decimals = fc.tuple(fc.integer(), fc.nat(999_999), fc.integer({ min: -20, max: 20 })).map(([whole, part, power]) => `${whole}.${part}e${power}`)
  fc.assert(
    fc.property(decimals, fc.constantFrom('', 'ne', 'ap', 'gt'), (text, prefix) => {
      const { low, high } = numberValue(prefix + text, 'x')
      return low <= Number(text) && Number(text) <= high && low < high === (prefix !== 'gt')
    }),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        return quantityValue(text, 'x').low <= Infinity
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
  )
})
