import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BatchRefused } from '@steckwerk/uplink'
import { resolveRefusal, type Resolution } from './resolve-refusal.ts'

type States = BatchRefused['messages']
const a = 'applied', d = 'differs', u = 'unknown'

const cases: [string, number, States, Resolution][] = [
  ['a lost answer', 12, [a, a], { kind: 'go-on', confirmed: 2 }],
  ['a lost answer to a shorter batch', 11, [a, u], { kind: 'go-on', confirmed: 1 }],
  ['a lost answer to a longer batch', 15, [a, a], { kind: 'go-on', confirmed: 2 }],
  ['a hub that was set back', 7, [u, u], { kind: 'behind', confirmed: 0, next: 7 }],
  ['a restored spool with new messages', 15, [u, u], { kind: 'diverged', confirmed: 0, reason: 'spool-restored', applied: [] }],
  ['a restored spool with old and new messages', 15, [a, d, a, u], { kind: 'diverged', confirmed: 1, reason: 'spool-restored', applied: [2] }],
  ['numbers used twice at the same place', 10, [d, u], { kind: 'diverged', confirmed: 0, reason: 'bytes-differ', applied: [] }],
  ['a refusal of what is in step', 10, [u], { kind: 'contradiction', confirmed: 0 }],
  ['a ledger ahead of its fence', 10, [a], { kind: 'contradiction', confirmed: 1 }],
]
for (const [what, next, messages, expected] of cases) {
  test(`a batch at 10 is refused: ${what}`, () => {
    assert.deepEqual(resolveRefusal(10, { code: 'uplink/position', text: '', next, messages }), expected)
  })
}
