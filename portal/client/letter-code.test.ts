import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOfFragment, groupedCode, plainCode } from './letter-code.ts'

test('a code is read however it was typed or scanned', () => {
  for (const typed of ['ABCD-EFGH-JKLM', 'abcd efgh jklm', ' abcdefghjklm ', 'https://hub.example/verknuepfen#ABCD-EFGH-JKLM']) assert.equal(plainCode(typed), 'ABCDEFGHJKLM')
  assert.equal(groupedCode('ABCDEFGHJK'), 'ABCD-EFGH-JK')
  assert.equal(codeOfFragment(''), '')
})
