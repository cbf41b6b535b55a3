import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movedTo } from './act.ts'
import { calendarsOf } from './calendars.ts'
import { addDays, dayOf, isDay, mondayOf, startOf } from './days.ts'
import { entriesOf } from './entries.ts'
import type { Appointment, Schedule, Slot } from './shapes.ts'

const rule = (...needs: readonly string[]) => [{ url: 'urn:steckwerk:extension:availability', extension: needs.map(id => ({ url: 'resource', valueReference: { reference: `Schedule/${id}` } })) }]
const schedules: readonly Schedule[] = [
  { resourceType: 'Schedule', id: 'raum', actor: [{ display: 'Raum 1' }] },
  { resourceType: 'Schedule', id: 'lang', actor: [{ reference: 'Practitioner/l', display: 'Dr. Lang' }, { reference: 'HealthcareService/us', display: 'Ultraschall' }], extension: rule('raum') },
  { resourceType: 'Schedule', id: 'alt', active: false, actor: [{ display: 'Alt' }] },
]
const slot = (id: string, schedule: string, from: string, to: string, status = 'free'): Slot => ({ resourceType: 'Slot', id, schedule: { reference: `Schedule/${schedule}` }, status, start: `2026-03-02T${from}:00Z`, end: `2026-03-02T${to}:00Z` })
const appointment = (id: string, slots: readonly string[], more: Partial<Appointment> = {}): Appointment => ({
  resourceType: 'Appointment', id, status: 'booked', start: '2026-03-02T08:00:00Z', end: '2026-03-02T09:00:00Z', slot: slots.map(one => ({ reference: `Slot/${one}` })),
  participant: [{ actor: { reference: 'Patient/p', display: 'Erika Muster' }, status: 'accepted' }], ...more,
})

test('calendars are named by their person or place; what others need follows them; what is closed is none', () => {
  assert.deepEqual(calendarsOf(schedules).map(({ id, name, kind, service, follows }) => [id, name, kind, service, follows]), [['lang', 'Dr. Lang', 'person', 'Ultraschall', false], ['raum', 'Raum 1', 'place', '', true]])
})

test('an appointment stands once for all its slots, with who comes; free and blocked ones by themselves', () => {
  const [lang] = calendarsOf(schedules)
  const slots = [slot('a', 'lang', '08:00', '08:30', 'busy'), slot('b', 'lang', '08:30', '09:00', 'busy'), slot('c', 'lang', '09:00', '09:30'), slot('d', 'lang', '09:30', '10:00', 'busy-unavailable'), slot('e', 'lang', '10:00', '10:30', 'busy'), slot('f', 'raum', '08:00', '09:00', 'busy')]
  const patients = new Map([['p', { resourceType: 'Patient' as const, id: 'p', birthDate: '1964-08-12', name: [{ family: 'Muster', given: ['Erika'] }], identifier: [{ value: '4711' }] }]])
  const entries = entriesOf(lang!, slots, [appointment('t', ['a', 'b', 'f']), appointment('weg', ['c'], { status: 'cancelled' })], patients)
  assert.deepEqual(entries.map(({ state, slot: of, booked }) => [state, of, booked?.person]), [
    ['booked', undefined, { id: 'p', name: 'Muster, Erika', birthDate: '1964-08-12', number: '4711', hasRecord: true }], ['free', 'c', undefined], ['blocked', 'd', undefined], ['busy', 'e', undefined],
  ])
  assert.equal(entries[0]!.end - entries[0]!.start, 3_600_000)
})

test('what overlaps stands side by side; what the clinic\'s system told stands with its person', () => {
  const [lang] = calendarsOf(schedules)
  const told = appointment('kis', [], { participant: [{ actor: { reference: 'Practitioner/l' } }, { actor: { reference: 'Patient/q', display: 'Bert' } }], start: '2026-03-02T08:15:00Z', end: '2026-03-02T08:45:00Z' })
  const entries = entriesOf(lang!, [slot('a', 'lang', '08:00', '08:30'), slot('b', 'lang', '08:30', '09:00'), slot('c', 'lang', '11:00', '11:30')], [told, { ...told, id: 'anders', participant: [{ actor: { reference: 'Practitioner/x' } }] }], new Map())
  assert.deepEqual(entries.map(({ key, lane, lanes }) => [key.split(' ')[1], lane, lanes]), [['a', 0, 2], ['kis', 1, 2], ['b', 0, 2], ['c', 0, 1]])
  assert.deepEqual(entries[1]!.booked!.person, { id: 'q', name: 'Bert', birthDate: undefined, number: undefined, hasRecord: false }, 'the name the appointment tells')
})

test('a moved appointment keeps who comes and what for, and nothing of the old calendar', () => {
  const before = appointment('t', ['a'], {
    identifier: [{ system: 'urn:kis', value: '1' }], comment: 'nüchtern', created: '2026-01-01', meta: { versionId: '3' },
    participant: [{ actor: { reference: 'Patient/p' }, status: 'accepted' }, { actor: { reference: 'Practitioner/l' }, status: 'accepted' }, { actor: { reference: 'HealthcareService/us' }, status: 'accepted' }],
    extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces', valueReference: { reference: 'Appointment/alt' } }, { url: 'urn:x' }],
  })
  assert.deepEqual(JSON.parse(JSON.stringify(movedTo(before, slot('c', 'lang', '09:00', '09:30')))), {
    resourceType: 'Appointment', status: 'proposed', start: '2026-03-02T09:00:00Z', end: '2026-03-02T09:30:00Z', slot: [{ reference: 'Slot/c' }], comment: 'nüchtern', extension: [{ url: 'urn:x' }],
    participant: [{ actor: { reference: 'Patient/p' }, status: 'accepted' }, { actor: { reference: 'HealthcareService/us' }, status: 'accepted' }],
  })
})

test('days and weeks by the hospital\'s calendar, wherever the reader is, over a change of the clock', () => {
  assert.deepEqual([mondayOf('2026-03-29'), mondayOf('2026-03-23'), addDays('2026-03-28', 2), addDays('2026-12-31', 1)], ['2026-03-23', '2026-03-23', '2026-03-30', '2027-01-01'])
  const starts = [['2026-11-23'], ['2026-03-29'], ['2026-03-29', 1], ['2026-10-25'], ['2026-10-25', 1]] as const
  assert.deepEqual(starts.map(([day, later]) => new Date(startOf(day, later)).toISOString().slice(0, 16)), ['2026-11-22T23:00', '2026-03-28T23:00', '2026-03-29T22:00', '2026-10-24T22:00', '2026-10-25T23:00'])
  assert.deepEqual(['2026-03-28T22:59Z', '2026-03-28T23:00Z', '2026-10-25T22:59Z'].map((at) => dayOf(Date.parse(at))), ['2026-03-28', '2026-03-29', '2026-10-25'])
  assert.deepEqual(['2026-02-29', '2026-1-1', 'x', undefined, '2028-02-29'].map(isDay), [false, false, false, false, true])
})
