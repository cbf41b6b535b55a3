import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { guardAppointments } from './guard.ts'

const base = 'https://hub.example/fhir/alpha'
const booked: FhirResource = {
  resourceType: 'Appointment', id: 'a', status: 'booked', start: '2026-12-01T08:00:00Z', end: '2026-12-01T08:30:00Z', slot: [{ reference: 'Slot/1' }, { reference: 'Slot/2' }],
  participant: [{ actor: { reference: 'Patient/p' }, status: 'accepted' }, { actor: { reference: 'Practitioner/d' }, status: 'accepted' }],
}
const as = (status: string, more: object = {}): FhirResource => ({ ...booked, status, ...more })

function code(before: FhirResource | undefined, after: FhirResource | undefined, purpose = 'TREAT'): string {
  try {
    guardAppointments({ changes: [{ type: 'Appointment', id: 'a', before, after }], caller: { actor: 'Device/x', purpose, trace: 't', language: 'de' } }, base)
    return 'agreed'
  } catch (thrown) {
    if (thrown instanceof Fault) return `${thrown.status} ${thrown.code} ${thrown.issues[0]!.at}`
    throw thrown
  }
}

test('ISiK: a change never touches slot, start, end or patient, and everything else may be changed', () => {
  for (const [change, at] of [
    [{ slot: [{ reference: 'Slot/1' }] }, 'slot'], [{ slot: [{ reference: 'Slot/1' }, { reference: 'Slot/3' }] }, 'slot'], [{ slot: [...booked['slot'] as [], { reference: 'https://elsewhere.example/Slot/9' }] }, 'slot'],
    [{ start: '2026-12-01T08:10:00Z' }, 'start'], [{ end: '2026-12-01T08:20:00Z' }, 'end'], [{ participant: [{ actor: { reference: 'Patient/q' }, status: 'accepted' }] }, 'participant'],
    [{ participant: [...booked['participant'] as [], { actor: { reference: 'Patient/q' }, status: 'accepted' }] }, 'participant'],
  ] as const) assert.equal(code(booked, as('booked', change)), `422 scheduling/fixed Appointment.${at}`)
  for (const change of [
    { comment: 'x' }, { priority: 1 }, { start: '2026-12-01T09:00:00+01:00' }, { slot: [{ reference: `${base}/Slot/2` }, { reference: 'Slot/1' }] },
    { participant: [{ actor: { reference: 'Patient/p' }, status: 'declined' }, { actor: { reference: 'Practitioner/e' }, status: 'accepted' }] },
  ]) assert.equal(code(booked, as('booked', change)), 'agreed')
})

test('statuses go on and are cancelled by a change; a time is taken by $book alone', () => {
  for (const status of ['arrived', 'checked-in', 'fulfilled', 'noshow', 'cancelled', 'entered-in-error']) assert.equal(code(booked, as(status)), 'agreed')
  for (const status of ['fulfilled', 'noshow']) assert.equal(code(as(status), booked), 'agreed')
  for (const status of ['cancelled', 'entered-in-error', 'proposed', 'waitlist']) assert.equal(code(as(status), booked), '422 scheduling/book-instead Appointment.slot')
  assert.equal(code(as('pending'), booked), 'agreed')
  for (const status of ['pending', 'booked', 'arrived']) assert.equal(code(undefined, as(status)), '422 scheduling/book-instead Appointment.slot')
  for (const status of ['proposed', 'cancelled', 'fulfilled', 'waitlist']) assert.equal(code(undefined, as(status)), 'agreed')
  // A record of something arranged elsewhere takes no time of a calendar here.
  assert.equal(code(undefined, as('booked', { slot: undefined })), 'agreed')
})

test('what is to come is not deleted; what is over may be', () => {
  for (const status of ['pending', 'booked', 'checked-in']) assert.equal(code(as(status), undefined), '422 scheduling/cancel-instead Appointment.status')
  for (const status of ['cancelled', 'fulfilled', 'proposed']) assert.equal(code(as(status), undefined), 'agreed')
  assert.equal(code(undefined, undefined), 'agreed')
})

test('people cancel by the operation, which knows the time limit', () => {
  assert.equal(code(booked, as('cancelled'), 'PATRQT'), '422 scheduling/operation-instead Appointment.status')
  assert.equal(code(booked, as('cancelled'), 'FAMRQT'), '422 scheduling/operation-instead Appointment.status')
  assert.equal(code(booked, as('booked', { comment: 'x' }), 'PATRQT'), 'agreed')
})
