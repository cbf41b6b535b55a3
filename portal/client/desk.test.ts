import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birthDateIn } from './desk.ts'

test('a birth date is found among the words, as Germans write it or as computers do', () => {
  assert.deepEqual(birthDateIn('Mustermann, Erika 12.8.1964'), { date: '1964-08-12', rest: 'Mustermann, Erika' })
  assert.deepEqual(birthDateIn('1964-08-12 Erika'), { date: '1964-08-12', rest: 'Erika' })
  assert.equal(birthDateIn('4711'), undefined)
})
