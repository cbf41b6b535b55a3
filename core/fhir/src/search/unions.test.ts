import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceTypes } from '../model/resource-types.ts'
import { searchParam, searchParams } from './parameters.ts'
import { readPaths } from './path.ts'
import { unionOf } from './unions.ts'

const union = (type: string, code: string) =>
  unionOf(type, searchParam(type, code)!)
    ?.map(one => one.code)
    .sort()

test('the combined parameters of Observation are its own and those of its components', () => {
  assert.deepEqual(union('Observation', 'combo-code'), ['code', 'component-code'])
  assert.deepEqual(union('Observation', 'combo-value-quantity'), ['component-value-quantity', 'value-quantity'])
  assert.deepEqual(union('Observation', 'combo-code-value-quantity'), ['code-value-quantity', 'component-code-value-quantity'])
  assert.equal(union('Observation', 'code'), undefined)
  assert.equal(union('Patient', 'telecom'), undefined)
})

test('a union has exactly the paths of its parts, none of which is a union', () => {
  for (const type of resourceTypes) {
    for (const param of searchParams(type)) {
      const parts = unionOf(type, param)
      if (parts === undefined || param.type === 'composite') continue
      const paths = (expression: string) => readPaths(expression)!.map(path => JSON.stringify(path))
      assert.deepEqual(new Set(parts.flatMap(part => paths(part.expression))), new Set(paths(param.expression)), `${type}.${param.code}`)
      for (const part of parts) assert.equal(unionOf(type, part), undefined)
    }
  }
})
