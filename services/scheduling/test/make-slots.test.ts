import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Fault } from '@steckwerk/kernel'
import { makeSlots } from '../src/make-slots.ts'
import { writeRule, weekdays } from '../src/rule.ts'
import { MemoryFhir } from './memory-fhir.ts'
import { monday, proposed, setting } from './setting.ts'

const spanOf = (slot: object): [number, number] => [Date.parse((slot as { start: string }).start), Date.parse((slot as { end: string }).end)]

test('slots are made once, roll on with time, and are ISiK’s', async () => {
  await using s = await setting()
  await s.calendar('a')
  // Monday from nine to twelve, and the week.
  assert.equal(s.slots('a').length, 5 * 6)
  assert.deepEqual(await makeSlots(s.fhir, 'a', monday), { made: 0, changed: 0, withdrawn: 0 })
  assert.deepEqual(s.slots('a')[0]!.meta?.profile, ['https://gematik.de/fhir/isik/StructureDefinition/ISiKTerminblock'])
  s.clock.at += 24 * 60 * 60_000
  assert.deepEqual(await makeSlots(s.fhir, 'a', s.clock.at), { made: 6, changed: 0, withdrawn: 0 })
})

test('several hubs make them at once without doubles', async () => {
  await using s = await setting()
  await s.calendar('a', { hours: [] })
  await s.fhir.update({ ...s.get('Schedule/a'), id: 'a', extension: [writeRule({ slotMinutes: 30, horizonDays: 7, hours: [{ days: ['mon'], from: '09:00', to: '12:00' }] })] })
  await Promise.all([1, 2, 3].map(async () => makeSlots(s.fhir, 'a', monday)))
  assert.equal(s.slots('a').length, 6)
})

test('a changed rule takes back what is free, and keeps what is booked, held or blocked', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [booked, blocked] = s.slots('a')
  await s.call('Appointment/$book', proposed(booked!))
  await s.fhir.update({ ...blocked!, status: 'busy-unavailable' })
  await s.calendar('a', { slotMinutes: 45, hours: [{ days: ['mon'], from: '09:00', to: '12:00' }] })
  const left = s.slots('a')
  assert.deepEqual(left.slice(0, 2).map(({ id, status }) => [id, status]), [[booked!.id, 'busy'], [blocked!.id, 'busy-unavailable']])
  // 09:00 and 09:45 meet the kept ones; 10:30 and 11:15 stand.
  assert.deepEqual(left.slice(2).map((slot) => slot['start']), ['2026-11-23T09:30:00.000Z', '2026-11-23T10:15:00.000Z'])
  await s.fhir.update({ ...s.get('Schedule/a'), id: 'a', active: false })
  await makeSlots(s.fhir, 'a', monday)
  assert.deepEqual(s.slots('a').map(({ id }) => id), [booked!.id, blocked!.id])
})

test('a calendar of a year is made month by month, as if it were made at once, and follows its rule in each of them', async () => {
  await using s = await setting()
  const everyDay = { horizonDays: 100, hours: [{ days: [...weekdays], from: '09:00', to: '10:00' }] }
  await s.calendar('a', everyDay)
  const days = s.slots('a').map((slot) => (slot['start'] as string).slice(0, 10))
  assert.equal(days.length, 200)
  assert.equal(new Set(days).size, 100)
  const kept = s.slots('a')[120]!
  await s.call('Appointment/$book', proposed(kept))
  // Half an hour later everywhere, and for a shorter time ahead: the booked one stays, the slots beyond go.
  await s.calendar('a', { ...everyDay, horizonDays: 80, hours: [{ days: [...weekdays], from: '09:15', to: '10:15' }] })
  const left = s.slots('a')
  assert.equal(left.find(({ id }) => id === kept.id)?.['status'], 'busy')
  // What would overlap the booked one is not there.
  assert.equal(left.length, 2 * 80 + 1 - 1)
  assert.deepEqual(await makeSlots(s.fhir, 'a', s.clock.at), { made: 0, changed: 0, withdrawn: 0 })
})

test('a rule that opens more than a calendar can hold is refused before anything is made', async () => {
  await using s = await setting()
  const many = s.calendar('a', { slotMinutes: 5, capacity: 50, horizonDays: 400, hours: [{ days: [...weekdays], from: '00:00', to: '00:00' }] })
  await assert.rejects(many, (thrown: Fault) => thrown.code === 'scheduling/too-many-slots')
  assert.equal(s.slots('a').length, 0)
})

test('$make-slots does what it has time for and leaves the rest to the background', async (context) => {
  await using s = await setting()
  await s.calendar('a', { hours: [] })
  const rule = writeRule({ slotMinutes: 30, horizonDays: 100, hours: [{ days: [...weekdays], from: '09:00', to: '12:00' }] })
  await s.fhir.update({ ...s.get('Schedule/a'), id: 'a', extension: [rule] })
  const times = [0, 60_000]
  context.mock.method(performance, 'now', () => times.shift() ?? 60_000)
  const first = await s.call('Schedule/a/$make-slots')
  assert.deepEqual([first.status, first.resource!['parameter']], [202, [{ name: 'made', valueInteger: 168 }, { name: 'changed', valueInteger: 0 }, { name: 'withdrawn', valueInteger: 0 }]])
  context.mock.restoreAll()
  const rest = await s.call('Schedule/a/$make-slots')
  assert.deepEqual([rest.status, s.slots('a').length], [200, 600])
})

const someRule = fc.record({
  slotMinutes: fc.integer({ min: 10, max: 90 }),
  bufferMinutes: fc.integer({ min: 0, max: 20 }),
  capacity: fc.integer({ min: 1, max: 2 }),
  hours: fc.array(fc.record({ days: fc.constantFrom([weekdays[0]], [weekdays[1], weekdays[2]]), from: fc.constantFrom('08:00', '09:20'), to: fc.constantFrom('11:00', '13:10') }), { maxLength: 2 }),
})

test('whatever rules follow each other and whatever is booked between: no lane overlaps, nothing booked is lost, and a second run changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ some: someRule, book: fc.nat() }), { minLength: 1, maxLength: 4 }), async (steps) => {
      const fhir = new MemoryFhir()
      const booked: string[] = []
      for (const { some, book } of steps) {
        await fhir.update({ resourceType: 'Schedule', id: 'a', active: true, extension: [writeRule({ horizonDays: 5, ...some, hours: some.hours.map(({ days, ...rest }) => ({ ...rest, days: [...days] })) })] })
        await makeSlots(fhir, 'a', monday)
        assert.deepEqual(await makeSlots(fhir, 'a', monday), { made: 0, changed: 0, withdrawn: 0 })
        const slots = [...fhir.kept.values()].filter(({ resourceType }) => resourceType === 'Slot')
        const lanes = Map.groupBy(slots, (slot) => (slot['identifier'] as { value: string }[])[0]!.value.split(':').at(-1))
        for (const lane of lanes.values()) {
          const spans = lane.map(spanOf).toSorted(([a], [b]) => a - b)
          for (const [index, [start]] of spans.entries()) if (index > 0) assert.ok(start >= spans[index - 1]![1])
        }
        for (const id of booked) assert.equal(fhir.kept.get(`Slot/${id}`)?.['status'], 'busy')
        const free = slots.filter(({ status }) => status === 'free')
        const taken = free[book % (free.length || 1)]
        if (taken !== undefined) {
          await fhir.update({ ...taken, status: 'busy' })
          booked.push(taken.id)
        }
      }
    }),
    { numRuns: 25 },
  )
})
