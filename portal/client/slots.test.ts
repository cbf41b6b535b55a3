import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSlotMessage } from './slots.ts'

test('a frame says how high it is, within bounds, and that it wants to be opened again; nothing else counts', () => {
  const rows: readonly [data: unknown, read: ReturnType<typeof readSlotMessage>][] = [
    [{ steckwerk: 'slot', height: 320.2 }, { height: 321, again: false }],
    [{ steckwerk: 'slot', height: -5 }, { height: 40, again: false }],
    [{ steckwerk: 'slot', height: 1e9 }, { height: 2_000, again: false }],
    [{ steckwerk: 'slot', height: Number.NaN }, { height: undefined, again: false }],
    [{ steckwerk: 'slot', height: '320' }, { height: undefined, again: false }],
    [{ steckwerk: 'slot', again: true }, { height: undefined, again: true }],
    [{ height: 320 }, undefined],
    ['slot', undefined],
    [null, undefined],
  ]
  for (const [data, read] of rows) assert.deepEqual(readSlotMessage(data), read)
})
