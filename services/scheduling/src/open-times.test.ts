import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { leadTimeHolds, openSlots } from './open-times.ts'
import { rule, weekdays, type Rule } from './rule.ts'

const minute = 60_000
const at = (text: string): number => Date.parse(text)
const times = (slots: readonly { start: number }[]): readonly string[] => slots.map(({ start }) => new Date(start).toISOString().slice(0, 16))
const allWeek = [...weekdays]

const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`)
const hours = fc
  .record({ days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }), from: clock, to: clock })
  .filter(({ from, to }) => to === '00:00' || from < to)
/** Rules of any kind, around both changes of the clock in Berlin and in a zone that changes by half an hour. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    timeZone: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'UTC'),
    slotMinutes: fc.integer({ min: 5, max: 180 }),
    bufferMinutes: fc.integer({ min: 0, max: 60 }),
    capacity: fc.integer({ min: 1, max: 3 }),
    hours: fc.array(hours, { maxLength: 4 }),
    closed: fc.array(fc.integer({ min: 20, max: 31 }).map((day) => ({ start: `2026-10-${day}`, end: `2026-10-${day}` })), { maxLength: 2 }),
    extra: fc.array(hours.map(({ from, to }) => ({ date: '2026-10-25', from, to })), { maxLength: 2 }),
  })
  .map((input) => rule.parse(input))
const start = fc.constantFrom(at('2026-03-27T00:00:00Z'), at('2026-10-23T00:00:00Z'), at('2026-06-01T13:37:00Z'))

test('slots of a lane never overlap and keep their buffer, are as long as they should be, begin within the span and not on closed days', () => {
  fc.assert(
    fc.property(anyRule, start, (some, from) => {
      const to = from + 4 * 24 * 60 * minute
      const slots = openSlots(some, from, to)
      for (const lane of Map.groupBy(slots, (slot) => slot.lane).values()) {
        const ordered = lane.toSorted((a, b) => a.start - b.start)
        for (const [index, slot] of ordered.entries()) {
          assert.equal(slot.end - slot.start, some.slotMinutes * minute)
          assert.ok(slot.start >= from && slot.start < to)
          const before = ordered[index - 1]
          if (before !== undefined) assert.ok(slot.start >= before.end)
          const day = Temporal.Instant.fromEpochMilliseconds(slot.start).toZonedDateTimeISO(some.timeZone).toPlainDate().toString()
          assert.ok(!some.closed.some((closed) => closed.start === day) || some.extra.some(({ date }) => date === day))
        }
      }
      assert.equal(slots.length % some.capacity, 0)
      // In two halves come the same slots as at once.
      const middle = from + 37 * 60 * minute
      const key = ({ start: begins, lane }: { start: number; lane: number }): string => `${begins} ${lane}`
      assert.deepEqual([...openSlots(some, from, middle), ...openSlots(some, middle, to)].map(key).toSorted(), slots.map(key).toSorted())
    }),
    { numRuns: 150 },
  )
})

test('buffers lie between slots', () => {
  const some = rule.parse({ slotMinutes: 20, bufferMinutes: 10, hours: [{ days: ['mon'], from: '08:00', to: '09:30' }] })
  assert.deepEqual(times(openSlots(some, at('2026-11-23T00:00:00Z'), at('2026-11-24T00:00:00Z'))), ['2026-11-23T07:00', '2026-11-23T07:30', '2026-11-23T08:00'])
})

test('nine o’clock stays nine o’clock when the clock changes', () => {
  const some = rule.parse({ slotMinutes: 60, hours: [{ days: allWeek, from: '09:00', to: '10:00' }] })
  assert.deepEqual(times(openSlots(some, at('2026-03-28T00:00:00Z'), at('2026-03-30T12:00:00Z'))), ['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00'])
  assert.deepEqual(times(openSlots(some, at('2026-10-24T00:00:00Z'), at('2026-10-26T12:00:00Z'))), ['2026-10-24T07:00', '2026-10-25T08:00', '2026-10-26T08:00'])
})

test('the night of the change has an hour less, and an hour more', () => {
  const night = rule.parse({ slotMinutes: 60, hours: [{ days: ['sun'], from: '00:00', to: '06:00' }] })
  assert.equal(openSlots(night, at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z')).length, 5)
  assert.equal(openSlots(night, at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')).length, 7)
  assert.equal(openSlots(night, at('2026-06-06T12:00:00Z'), at('2026-06-07T12:00:00Z')).length, 6)
})

test('midnight ends a day, closed days have none, extra hours open a closed day', () => {
  const some = rule.parse({ slotMinutes: 60, hours: [{ days: allWeek, from: '22:00', to: '00:00' }], closed: [{ start: '2026-12-24', end: '2026-12-26' }], extra: [{ date: '2026-12-24', from: '08:00', to: '09:00' }] })
  assert.deepEqual(times(openSlots(some, at('2026-12-23T12:00:00Z'), at('2026-12-27T12:00:00Z'))), ['2026-12-23T21:00', '2026-12-23T22:00', '2026-12-24T07:00'])
})

test('lead times bind from both sides', () => {
  const some = rule.parse({ slotMinutes: 30, leadMinutes: 120, horizonDays: 10 })
  assert.deepEqual([119, 120, 10 * 24 * 60, 10 * 24 * 60 + 1].map((minutes) => leadTimeHolds(some, minutes * minute, 0)), [false, true, true, false])
})
