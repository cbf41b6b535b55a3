import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Resource } from '@steckwerk/fhir'
import { parseMessage } from '../message.ts'
import { siuEventOf } from './siu-change.ts'
import { writeSiu, type SiuEvent, type SiuSettings } from './siu-write.ts'
import { messageOf, testSettings, World } from './testing/world.ts'
import { writeTime } from './values/write-time.ts'

const filler = 'https://alpha.example/sid/termin'
const settings: SiuSettings = {
  zone: 'Europe/Berlin', charset: 'ISO-8859-15', patientSystem: testSettings.patientSystem, fillerSystem: filler,
  sendingApplication: 'STECKWERK', sendingFacility: 'ALPHA', receivingApplication: 'KIS', receivingFacility: 'HAUS',
}
const patient: Resource = {
  resourceType: 'Patient', id: 'p1', identifier: [{ system: testSettings.patientSystem, value: '4711' }], gender: 'female', birthDate: '1985-07-13',
  name: [{ use: 'official', family: 'Müßig', given: ['Änne'] }],
}
const appointment = (more: object = {}): Resource => ({
  resourceType: 'Appointment', id: 'a1', status: 'booked', start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T09:30:00+01:00',
  participant: [{ actor: { reference: 'Patient/p1' }, status: 'accepted' }], ...more,
})

function written(event: SiuEvent, of: Resource, more: Partial<SiuSettings> = {}): Buffer {
  return writeSiu({ event, appointment: of, patient, others: new Map(), settings: { ...settings, ...more }, control: 'C1', now: new Date('2026-11-21T08:00:00Z') })
}

function world(): World {
  return new World({ ...testSettings, fillerSystem: filler })
}

/** A message of the house about an appointment of its own. */
function ofHouse(event: string, more: { sch?: string; time?: string; reason?: string; by?: string; number?: string } = {}): string {
  const time = more.time ?? '202612010900'
  return [
    `MSH|^~\\&|KIS|HAUS|||20261121||SIU^${event}|1|P|2.5|||||DEU|UNICODE UTF-8`,
    `SCH|${more.sch ?? ''}|${more.number ?? 'T1'}||||${more.reason ?? ''}||KONTROLLE^Kontrolle|30|min|^^^${time}|||||${more.by ?? ''}`,
    'PID|||4711^^^^MR||Müßig^Änne', 'AIP|1||77^Grün^Jörg^^^Dr.', 'AIL|1||CHI^302',
  ].join('\n')
}

test('what is written is read again, in every charset', () => {
  const text = fc.stringMatching(/^[A-Za-zÄÖÜäöüß€|^&~\\ .-]{1,30}$/).map((value) => value.trim()).filter((value) => value !== '' && value !== '""')
  const minute = fc.integer({ min: Date.parse('2026-01-01T00:00Z') / 60_000, max: Date.parse('2027-12-31T00:00Z') / 60_000 })
  fc.assert(fc.property(fc.constantFrom('ISO-8859-15', 'UTF-8', 'windows-1252'), text, text, minute, fc.integer({ min: 1, max: 600 }), (charset, reason, comment, at, length) => {
    const start = new Date(at * 60_000).toISOString()
    const end = new Date((at + length) * 60_000).toISOString()
    const house = world()
    const sent = written('S12', appointment({ start, end, comment, description: reason }), { charset })
    const bytes = Buffer.from(sent.toString('latin1').replace('|a1^STECKWERK|', '|X1^ANDERE|'), 'latin1')
    assert.equal(house.apply(parseMessage(bytes)).kind, 'mapped')
    const [read] = house.all('Appointment')
    assert.deepEqual([Date.parse(String(read!['start'])), Date.parse(String(read!['end'])), read!['minutesDuration']], [Date.parse(start), Date.parse(end), length])
    assert.deepEqual([read!['description'], read!['comment'], read!['status']], [reason, comment, 'booked'])
    assert.deepEqual((house.all('Patient')[0]!['name'] as { family: string }[])[0]!.family, 'Müßig')
  }), { numRuns: 60 })
})

test('ISO-8859-1 carries umlauts; what it lacks becomes a question mark', () => {
  const bytes = written('S12', appointment({ comment: 'Übelkeit 5 €' }), { charset: '8859/1' })
  assert.ok(bytes.includes(Buffer.from('Übelkeit 5 ?', 'latin1')))
  assert.equal(parseMessage(bytes).text('MSH-18'), '8859/1')
})

test('a message has who, what and when where HL7 has them', () => {
  const message = parseMessage(written('S15', appointment({ status: 'cancelled', cancelationReason: { text: 'Arzt krank' }, identifier: [{ system: filler, value: 'T9' }] })))
  const at = (path: string): string | undefined => message.text(path)
  assert.deepEqual(
    [message.type, at('MSH-10'), at('SCH-1.1'), at('SCH-1.2'), at('SCH-2.1'), at('SCH-6.2'), at('SCH-11.4'), at('SCH-25'), at('PID-3.1'), at('PID-3.5'), at('RGS-2'), at('TQ1-8')],
    ['SIU^S15', 'C1', 'a1', 'STECKWERK', 'T9', 'Arzt krank', '20261201090000', 'Cancelled', '4711', 'MR', 'D', '20261201093000'],
  )
})

test('the hour that autumn doubles keeps its second pass', () => {
  assert.equal(writeTime('2026-10-25T00:30:00Z', 'Europe/Berlin'), '20261025023000')
  assert.equal(writeTime('2026-10-25T01:30:00Z', 'Europe/Berlin'), '20261025023000+0100')
})

test('what a change of an Appointment tells the house', () => {
  const booked = appointment()
  const cases: [Resource | undefined, Resource | undefined, boolean, SiuEvent | undefined][] = [
    [undefined, booked, false, 'S12'],
    [undefined, appointment({ status: 'proposed' }), false, undefined],
    [appointment({ status: 'proposed' }), booked, false, 'S12'],
    [booked, appointment({ start: '2026-12-02T09:00:00+01:00' }), true, 'S13'],
    [booked, appointment({ comment: 'nüchtern' }), true, 'S14'],
    [booked, appointment({ language: 'de' }), true, undefined],
    [booked, appointment({ status: 'cancelled' }), true, 'S15'],
    [booked, undefined, true, 'S15'],
    [booked, appointment({ status: 'cancelled' }), false, undefined],
    [booked, appointment({ comment: 'nüchtern' }), false, 'S12'],
    [appointment({ status: 'cancelled' }), undefined, true, undefined],
  ]
  for (const [before, after, known, event] of cases) assert.equal(siuEventOf(before, after, known), event)
})

test('the house books, moves and cancels: one Appointment, its slot busy and free, with reason and by whom', () => {
  const house = world()
  house.apply(messageOf(ofHouse('S12')))
  const [booked] = house.all('Appointment')
  assert.deepEqual([booked!['status'], booked!['end'], house.all('Slot').map((slot) => slot['status'])], ['booked', '2026-12-01T09:30:00+01:00', ['busy']])
  assert.equal((booked!['participant'] as { actor: { display?: string } }[])[0]!.actor.display, 'Änne Müßig', 'the desk reads who comes')
  house.apply(messageOf(ofHouse('S13', { time: '202612020900', by: '88^Weiß^Ina' })))
  house.apply(messageOf(ofHouse('S15', { reason: '^Arzt krank', by: '88^Weiß^Ina' })))
  const [cancelled, ...more] = house.all('Appointment')
  assert.equal(more.length, 0)
  assert.deepEqual([cancelled!['status'], cancelled!['cancelationReason'], cancelled!['start']], ['cancelled', { text: 'Arzt krank' }, '2026-12-02T09:00:00+01:00'])
  assert.match(JSON.stringify(cancelled!['extension']), /Weiß/)
  assert.deepEqual(house.all('Slot').map((slot) => slot['status']), ['free'])
  house.apply(messageOf(ofHouse('S17')))
  assert.equal(house.all('Appointment')[0]!['status'], 'entered-in-error')
})

test('the echo of our own booking brings the number, and neither a second Appointment nor an old time', () => {
  const house = world()
  house.put({ ...patient })
  const moved = appointment({ start: '2026-12-05T10:00:00+01:00', end: '2026-12-05T10:30:00+01:00' })
  house.put(moved)
  house.apply(messageOf(ofHouse('S12', { sch: 'a1^STECKWERK' })))
  const [known, ...more] = house.all('Appointment')
  assert.equal(more.length, 0)
  assert.deepEqual([known!['start'], (known!['identifier'] as { value: string }[]).map(({ value }) => value)], [moved['start'], ['T1']])
  const echo = parseMessage(written('S15', appointment({ status: 'cancelled', identifier: [{ system: filler, value: 'T1' }] })))
  house.apply(echo)
  assert.equal(house.all('Appointment')[0]!['status'], 'booked', 'what we sent and took back meanwhile is not brought back')
  house.apply(messageOf(ofHouse('S15', { reason: '^Gerät defekt', by: '88^Weiß' })))
  assert.deepEqual(house.all('Appointment').map((one) => [one.id, one['status']]), [['a1', 'cancelled']], 'known by the number alone')
})

test('a cancellation frees the slots a service keeps', () => {
  const house = world()
  house.put({ resourceType: 'Slot', id: 's1', status: 'busy', schedule: { reference: 'Schedule/x' }, start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T09:30:00+01:00' })
  house.put(appointment({ slot: [{ reference: 'Slot/s1' }] }))
  house.apply(messageOf(ofHouse('S15', { sch: 'a1^STECKWERK' })))
  assert.equal(house.get('Slot', 's1')['status'], 'free')
})

test('without a number there is no appointment', () => {
  const result = world().apply(messageOf(ofHouse('S12', { number: ' ' })))
  assert.deepEqual([result.kind, result.kind === 'unmappable' && result.code], ['unmappable', 'hl7v2/no-appointment-number'])
})
