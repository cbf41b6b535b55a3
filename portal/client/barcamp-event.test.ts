import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankEvent, dayOf, nextId, nowAndNext, onDay, timeOf, withTime } from './barcamp-event.ts'

test('times of a round are changed by the clock of whoever sits there, also on another day', () => {
  const { slots } = blankEvent(new Date(2027, 0, 31, 23))
  assert.deepEqual([slots.length, dayOf(slots[0]!.start), timeOf(slots[0]!.start), timeOf(slots[4]!.end)], [5, '2027-02-28', '10:00', '14:45'])
  const later = withTime(slots[0]!.start, '09:15')
  assert.deepEqual([dayOf(later), timeOf(later)], ['2027-02-28', '09:15'])
  assert.equal(withTime(later, ''), later)
  // In summer time, where there is one: the clock says the same.
  const moved = onDay(slots, '2027-07-01')
  assert.deepEqual(moved.map(({ start }) => `${dayOf(start)} ${timeOf(start)}`).slice(0, 2), ['2027-07-01 10:00', '2027-07-01 11:00'])
})

test('a free id is one that nothing has', () => {
  assert.equal(nextId('r', [{ id: 'r1' }, { id: 'r3' }]), 'r4')
  assert.equal(nextId('r', [{ id: 'r2' }]), 'r3')
})

test('now and next: between rounds nothing is at work, and long before or after there is neither', () => {
  const { slots } = blankEvent(new Date(2027, 0, 4))
  const at = (minutes: number) => {
    const found = nowAndNext(slots, Date.parse(slots[0]!.start) + minutes * 60_000)
    return found === undefined ? undefined : [found.now?.id, found.next?.id]
  }
  assert.deepEqual([-61, -60, 0, 44, 45, 60, 4 * 60, 4 * 60 + 45].map(at), [undefined, [undefined, 's1'], ['s1', 's2'], ['s1', 's2'], [undefined, 's2'], ['s2', 's3'], ['s5', undefined], undefined])
})
