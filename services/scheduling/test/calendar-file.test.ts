import assert from 'node:assert/strict'
import { test } from 'node:test'
import ICAL from 'ical.js'
import { parameters, proposed, refused, setting } from './setting.ts'

function read(data: unknown): { calendar: ICAL.Component; events: ICAL.Event[]; text: string } {
  const text = Buffer.from(data as string, 'base64').toString()
  const calendar = new ICAL.Component(ICAL.parse(text) as never)
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    const made = new ICAL.Timezone(zone)
    ICAL.TimezoneService.register(made, made.tzid)
  }
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)), text }
}

test('an appointment’s file is read back with its instants, in winter and in summer, by its own VTIMEZONE', async () => {
  await using s = await setting()
  for (const at of ['2026-11-23T07:00:00Z', '2027-06-07T06:00:00Z']) {
    s.clock.at = Date.parse(at)
    await s.calendar('a')
    const slot = s.slots('a').find((one) => Date.parse(one['start'] as string) > s.clock.at && one['status'] === 'free')!
    const { resource: booked } = await s.call('Appointment/$book', proposed(slot), ['erika'])
    const { resource } = await s.call(`Appointment/${booked!.id!}/$ical`, undefined, ['erika'])
    assert.equal(resource!['contentType'], 'text/calendar; charset=utf-8')
    const { events, text } = read(resource!['data'])
    assert.equal(events.length, 1)
    assert.equal(events[0]!.startDate.toJSDate().toISOString(), slot['start'])
    assert.equal(events[0]!.endDate.toJSDate().toISOString(), slot['end'])
    assert.equal(events[0]!.uid, `${booked!.id!}@steckwerk`)
    assert.equal(events[0]!.summary, 'Termin: Kliniken Alpha')
    assert.match(text, /TZID=Europe\/Berlin:2/)
    assert.match(text, /STATUS:CONFIRMED/)
    assert.doesNotMatch(text, /erika|Muster/i)
    ICAL.TimezoneService.reset()
  }
})

test('the staff’s feed has the calendar’s appointments and no names; what was cancelled is struck in its own file', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first, second, third] = s.slots('a')
  const { resource: gone } = await s.call('Appointment/$book', proposed(third!))
  await s.call('Appointment/$book', proposed(first!))
  await s.call('Appointment/$book', proposed(second!, 'anna'))
  await s.call(`Appointment/${gone!.id!}/$cancel`, parameters())
  const { resource } = await s.call('Schedule/a/$calendar')
  const { events, text } = read(resource!['data'])
  assert.equal(events.length, 2)
  assert.doesNotMatch(text, /erika|anna|Muster|Patient/i)
  assert.match(read((await s.call(`Appointment/${gone!.id!}/$ical`)).resource!['data']).text, /STATUS:CANCELLED/)
  assert.equal((await refused(s.call('Schedule/a/$calendar', undefined, ['erika']))).code, 'scheduling/staff-only')
  assert.equal((await refused(s.call('Schedule/none/$calendar'))).status, 404)
})
