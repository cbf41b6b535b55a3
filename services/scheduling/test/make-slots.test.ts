import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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
