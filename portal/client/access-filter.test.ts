import type { AccessUse } from '@steckwerk/api/contract/audit'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterUses } from './access-filter.ts'

const use = (id: string, more: Partial<AccessUse>): AccessUse => ({
  id, from: '', to: '', who: { kind: 'person', name: '', roles: [] }, purpose: 'TREAT', what: [{ category: 'view', count: 1, types: [] }], refused: 0, ...more,
})
const uses = [
  use('doctor', {}), use('me', { who: { kind: 'self', name: '', roles: [] } }), use('app', { who: { kind: 'program', name: '', roles: [] }, what: [{ category: 'receive', count: 2, types: [] }] }),
  use('night', { purpose: 'ETREAT' }), use('stranger', { refused: 1 }),
]

test('uses are filtered by who and by what', () => {
  const ids = (who: Parameters<typeof filterUses>[1]['who'], what: Parameters<typeof filterUses>[1]['what']) => filterUses(uses, { who, what }).map(({ id }) => id)
  assert.deepEqual(ids('', ''), ['doctor', 'me', 'app', 'night', 'stranger'])
  assert.deepEqual(ids('staff', 'read'), ['doctor', 'night', 'stranger'])
  assert.deepEqual(ids('self', ''), ['me'])
  assert.deepEqual(ids('program', 'write'), ['app'])
  assert.deepEqual(ids('', 'emergency'), ['night'])
  assert.deepEqual(ids('', 'refused'), ['stranger'])
  assert.deepEqual(ids('', 'export'), [])
})
