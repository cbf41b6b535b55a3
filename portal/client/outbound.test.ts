import type { HeldMessage } from '@steckwerk/api/contract'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockedBy, queuesOf } from './outbound.ts'

const held = (control: string, composedAt: string, more: Partial<HeldMessage> = {}): HeldMessage =>
  ({ connector: 'kis', channel: 'termine', control, appointment: 'a1', event: 'S12', state: 'held', composedAt, attempts: 1, ack: 'AE', reason: '', decision: null, ...more })

test('held messages stand by destination, the oldest first', () => {
  const queues = queuesOf([held('B', '2026-01-02'), held('C', '2026-01-03', { channel: 'archiv' }), held('A', '2026-01-01')])
  assert.deepEqual(queues.map(({ connector, channel, messages }) => [connector, channel, messages.map(({ control }) => control)]), [['kis', 'archiv', ['C']], ['kis', 'termine', ['A', 'B']]])
})

test('what stands behind a message is later, of the same appointment and for the same destination', () => {
  const first = held('A', '2026-01-01')
  assert.equal(blockedBy(first, [first, held('B', '2026-01-02'), held('C', '2026-01-03', { appointment: 'a2' }), held('D', '2026-01-04', { channel: 'archiv' })]), 1)
})
