import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved, pinTurned } from './barcamp-board.ts'

const a1 = { slot: 's1', room: 'a' }
const b1 = { slot: 's1', room: 'b' }
const board = { version: 3, cells: { one: a1, two: b1 }, pinned: ['one', 'two'], parked: ['four'] }

test('a session moves into a free cell, the queue or the parking area', () => {
  assert.deepEqual(moved(board, 'one', { slot: 's2', room: 'a' }).cells, { one: { slot: 's2', room: 'a' }, two: b1 })
  assert.deepEqual(moved(board, 'one', 'queue'), { version: 3, cells: { two: b1 }, pinned: ['two'], parked: ['four'] })
  assert.deepEqual(moved(board, 'one', 'parked'), { version: 3, cells: { two: b1 }, pinned: ['two'], parked: ['four', 'one'] })
  assert.deepEqual(moved(board, 'four', { slot: 's2', room: 'b' }).parked, [])
})

test('onto another one they change places; from outside the grid the other one waits', () => {
  assert.deepEqual(moved(board, 'one', b1).cells, { one: b1, two: a1 })
  assert.deepEqual(moved(board, 'three', b1), { version: 3, cells: { one: a1, three: b1 }, pinned: ['one'], parked: ['four'] })
  assert.deepEqual(moved(board, 'one', a1).cells, board.cells)
})

test('a pin is turned', () => {
  assert.deepEqual(pinTurned(board, 'one').pinned, ['two'])
  assert.deepEqual(pinTurned(pinTurned(board, 'one'), 'one').pinned, ['two', 'one'])
})
