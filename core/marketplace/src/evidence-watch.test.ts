import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stageOf } from './evidence-watch.ts'

const now = new Date('2026-11-22T08:00:00Z')

test('told 60 days before evidence ends, again 14 days before, and when it has ended; never for what has no end', () => {
  const expiring = ['2027-01-22', '2027-01-21', '2026-12-07', '2026-12-06', '2026-11-23'].map((expires) => stageOf({ kind: 'c5', why: 'expiring', expires }, now))
  assert.deepEqual(expiring, [undefined, 'in 60', 'in 60', 'in 14', 'in 14'])
  assert.equal(stageOf({ kind: 'c5', why: 'expired', expires: '2026-11-22' }, now), 'expired')
  assert.equal(stageOf({ kind: 'avv', why: 'absent' }, now), undefined)
})
