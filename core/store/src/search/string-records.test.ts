import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceTypes, searchParams } from '@steckwerk/fhir'
import { paramNumber } from './index-hash.ts'
import { containsPattern, exactPiece, keyText, recordStart, startsPiece, stringRecords } from './string-records.ts'

const records = stringRecords([
  { param: 'family', folded: 'muller', exact: 'Müller' },
  { param: 'name', folded: 'a.b\x1f\x1ec', exact: 'A.b\x1f\x1eC' },
])!

test('a piece of text answers "begins with" and "is exactly" within one parameter', () => {
  assert.ok(records.includes(startsPiece('family', 'mul')))
  assert.ok(!records.includes(startsPiece('family', 'ull')))
  assert.ok(!records.includes(startsPiece('given', 'mul')))
  assert.ok(records.includes(exactPiece('family', 'muller', 'Müller')))
  assert.ok(!records.includes(exactPiece('family', 'muller', 'Mül')))
  assert.ok(!records.includes(exactPiece('family', 'muller', 'Muller')))
})

test('marks inside a value become blanks, and what looks like a pattern is taken as text', () => {
  assert.ok(records.includes(exactPiece('name', 'a.b  c', 'A.b  C')))
  assert.ok(new RegExp(containsPattern('name', '.b')).test(records))
  assert.ok(!new RegExp(containsPattern('name', 'axb')).test(records))
  assert.ok(!new RegExp(containsPattern('family', 'Mü')).test(records), 'the exact text is not searched')
})

test('nothing has no records, and long texts keep whole characters in the key', () => {
  assert.equal(stringRecords([]), undefined)
  assert.equal([...keyText('😀'.repeat(500))].length, 400)
})

test('no two parameters of a type share a number, and no two string parameters a tag', () => {
  for (const type of resourceTypes) {
    const params = searchParams(type)
    assert.equal(new Set(params.map((param) => paramNumber(param.code))).size, new Set(params.map((param) => param.code)).size, type)
    const strings = params.filter((param) => param.type === 'string').map((param) => param.code)
    assert.equal(new Set(strings.map(recordStart)).size, new Set(strings).size, type)
  }
})
