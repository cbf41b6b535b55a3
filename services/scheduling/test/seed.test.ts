import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSlots, ruledSchedules } from '../src/make-slots.ts'
import { seedScheduling } from '../src/seed.ts'
import { proposed, setting } from './setting.ts'

test('the demonstration’s calendars can be booked, with room and device, and asked for', async () => {
  await using s = await setting()
  await seedScheduling({ fhir: s.fhir, place: { name: 'Klinikum Alpha', line: 'Am Markt 1', postalCode: '12345', city: 'Alphastadt', phone: '069 90009100' } })
  for (const schedule of await ruledSchedules(s.fhir)) assert.ok((await makeSlots(s.fhir, schedule, s.clock.at)).made > 100)
  const late = (schedule: string) => s.slots(schedule).find((slot) => Date.parse(slot['start'] as string) > s.clock.at + 5 * 24 * 60 * 60_000)!
  const ultrasound = await s.call('Appointment/$book', proposed(late('kalender-lang')), ['erika'])
  assert.equal((ultrasound.resource!['slot'] as unknown[]).length, 3)
  assert.equal((await s.call('Appointment/$book', proposed(late('kalender-aufnahmeteam')), ['erika'])).resource!['status'], 'pending')
})
