import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vocabulary } from '../src/vocabulary.ts'
import { monday, parameters, proposed, refused, setting } from './setting.ts'

const uri = (id: string) => ({ name: 'cancelled-appt-id', valueUri: id })
const resource = (appointment: object) => ({ name: 'appt-resource', resource: appointment })
const calendarOf = (id: string) => ({ name: 'schedule', valueReference: { reference: `Schedule/${id}` } })
const other = (slot: { id: string }, status: string) => ({ ...slot, status })

test('a bare Appointment is booked: 201, booked, with its slots, tagged external, and counted and told once', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [slot] = s.slots('a')
  const answer = await s.call('Appointment/$book', proposed(slot!), ['erika'])
  assert.equal(answer.status, 201)
  const booked = answer.resource!
  assert.equal(booked['status'], 'booked')
  assert.deepEqual(booked['slot'], [{ reference: `Slot/${slot!.id}` }])
  assert.deepEqual(booked.meta?.tag, [{ system: vocabulary.metaTag, code: 'external' }])
  assert.deepEqual(booked['participant'], [
    { actor: { reference: 'Patient/erika', display: 'Test Patient' }, status: 'accepted' },
    { actor: { reference: 'Practitioner/a', display: 'Dr. Beispiel' }, status: 'accepted' },
  ])
  assert.deepEqual(booked['specialty'], [{ coding: [{ system: 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen', code: 'ALLG' }] }])
  assert.equal(answer.location, `Appointment/${booked.id!}`)
  assert.equal(s.get(`Slot/${slot!.id}`)['status'], 'busy')
  assert.equal(s.counted.get('booked'), 1)
  assert.deepEqual(s.told.map(({ to, template }) => [to, template]), [['Patient/erika', 'appointment-booked']])
})

test('staff book without the tag; absolute references of this carrier are read, others refused', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first, second] = s.slots('a')
  const absolute = proposed(first!, 'erika', { slot: [{ reference: `https://hub.example/fhir/alpha/Slot/${first!.id}` }], participant: [{ actor: { reference: 'https://hub.example/fhir/alpha/Patient/erika' }, status: 'accepted' }] })
  const { resource: booked } = await s.call('Appointment/$book', absolute)
  assert.equal(booked!.meta?.tag, undefined)
  assert.deepEqual((booked!['participant'] as unknown[])[0], { actor: { reference: 'Patient/erika', display: 'erika Muster' }, status: 'accepted' })
  const elsewhere = proposed(second!, 'erika', { slot: [{ reference: `https://other.example/fhir/Slot/${second!.id}` }] })
  assert.deepEqual(await refused(s.call('Appointment/$book', elsewhere)), { status: 422, code: 'scheduling/elsewhere', type: 'value' })
})

test('without a slot it is found by calendar and time; a known id is kept', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [slot, , third] = s.slots('a')
  const { slot: _, ...bare } = proposed(slot!)
  const { resource: booked } = await s.call('Appointment/$book', parameters(resource(bare), calendarOf('a')))
  assert.deepEqual(booked!['slot'], [{ reference: `Slot/${slot!.id}` }])
  const { resource: moved } = await s.call('Appointment/$book', { ...proposed(third!), id: booked!.id! })
  assert.equal(moved!.id, booked!.id)
  assert.equal(s.get(`Slot/${slot!.id}`)['status'], 'free')
  assert.equal(s.get(`Slot/${third!.id}`)['status'], 'busy')
})

test('what is not syntactically right is 400, everything else 422 with its issue type', async () => {
  await using s = await setting()
  await s.calendar('a', { leadMinutes: 60 })
  await s.fhir.update({ resourceType: 'Patient', id: 'gone', active: false })
  await s.calendar('closed')
  const [closed] = s.slots('closed')
  await s.fhir.update({ ...s.get('Schedule/closed'), id: 'closed', active: false })
  const [slot, second] = s.slots('a')
  const at = (more: object) => proposed(second!, 'erika', more)
  const past = { ...second!, start: new Date(monday - 60_000).toISOString() }
  const cases: [string, unknown, number, string, string][] = [
    ['nothing', undefined, 400, 'scheduling/syntax', 'invalid'],
    ['another resource', { resourceType: 'Patient' }, 400, 'scheduling/syntax', 'invalid'],
    ['no appointment', parameters(), 400, 'scheduling/syntax', 'invalid'],
    ['a broken time', at({ start: 'tomorrow' }), 400, 'scheduling/syntax', 'invalid'],
    ['two of one parameter', parameters(resource(at({})), calendarOf('a'), calendarOf('a')), 400, 'scheduling/syntax', 'invalid'],
    ['not proposed', at({ status: 'booked' }), 422, 'scheduling/not-proposed', 'business-rule'],
    ['no time', at({ start: undefined }), 422, 'scheduling/time-missing', 'required'],
    ['ends before', at({ end: second!['start'] }), 422, 'scheduling/time-order', 'business-rule'],
    ['in the past', proposed(past), 422, 'scheduling/time-past', 'business-rule'],
    ['no patient', at({ participant: [{ actor: { reference: 'Practitioner/a' }, status: 'accepted' }] }), 422, 'scheduling/patient-missing', 'required'],
    ['unknown patient', proposed(second!, 'nobody'), 422, 'scheduling/patient-unknown', 'not-found'],
    ['inactive patient', proposed(second!, 'gone'), 422, 'scheduling/patient-inactive', 'business-rule'],
    ['neither slot nor calendar', at({ slot: undefined }), 422, 'scheduling/slot-missing', 'required'],
    ['unknown slot', at({ slot: [{ reference: 'Slot/none' }] }), 422, 'scheduling/slot-unknown', 'not-found'],
    ['outside the slot', at({ end: new Date(Date.parse(second!['end'] as string) + 60_000).toISOString() }), 422, 'scheduling/outside-slot', 'business-rule'],
    ['a slot at another time', at({ slot: [{ reference: `Slot/${slot!.id}` }] }), 422, 'scheduling/outside-slot', 'business-rule'],
    ['inactive calendar', proposed(closed!), 422, 'scheduling/schedule-inactive', 'business-rule'],
    ['unknown calendar', parameters(resource(at({ slot: undefined })), calendarOf('none')), 422, 'scheduling/schedule-unknown', 'not-found'],
    ['no slot then', parameters(resource(at({ slot: undefined, start: '2026-11-24T02:00:00Z', end: '2026-11-24T02:30:00Z' })), calendarOf('a')), 422, 'scheduling/no-slot', 'not-found'],
    ['unknown appointment to move', parameters(resource(at({})), uri('Appointment/none')), 422, 'scheduling/cancelled-unknown', 'not-found'],
  ]
  const before = s.fhir.writes
  for (const [name, input, status, code, type] of cases) {
    const clean = JSON.parse(JSON.stringify(input ?? null)) as never
    assert.deepEqual(await refused(s.call('Appointment/$book', clean ?? undefined)), { status, code, type }, name)
  }
  assert.equal(s.fhir.writes, before, 'nothing was written')
})

test('who books for another is refused; lead times bind patients, not staff', async () => {
  await using s = await setting()
  await s.calendar('a', { leadMinutes: 24 * 60 })
  const [slot] = s.slots('a')
  assert.deepEqual(await refused(s.call('Appointment/$book', proposed(slot!), ['anna'])), { status: 403, code: 'scheduling/other-patient', type: 'forbidden' })
  assert.deepEqual(await refused(s.call('Appointment/$book', proposed(slot!), ['erika'])), { status: 422, code: 'scheduling/too-early', type: 'business-rule' })
  assert.equal((await s.call('Appointment/$book', proposed(slot!))).status, 201)
})

test('a taken slot is told as a conflict, whatever made it so', async () => {
  await using s = await setting()
  await s.calendar('a')
  for (const status of ['busy', 'busy-tentative', 'busy-unavailable', 'entered-in-error']) {
    const [slot] = s.slots('a')
    await s.fhir.update(other(slot!, status) as never)
    assert.deepEqual(await refused(s.call('Appointment/$book', proposed(slot!))), { status: 422, code: 'scheduling/slot-taken', type: 'conflict' }, status)
  }
})

test('a move cancels the old one and books the new one with `replaces`, both or neither', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first, second, third] = s.slots('a')
  const { resource: old } = await s.call('Appointment/$book', proposed(first!), ['erika'])
  await s.call('Appointment/$book', proposed(third!, 'anna'))
  const before = s.fhir.writes
  assert.equal((await refused(s.call('Appointment/$book', parameters(resource(proposed(third!)), uri(`Appointment/${old!.id!}`)), ['erika']))).code, 'scheduling/slot-taken')
  assert.equal(s.fhir.writes, before)
  assert.deepEqual(await refused(s.call('Appointment/$book', parameters(resource(proposed(second!, 'anna')), uri(old!.id!)), ['anna'])), { status: 422, code: 'scheduling/cancelled-unknown', type: 'not-found' })
  const { resource: fresh } = await s.call('Appointment/$book', parameters(resource(proposed(second!)), uri(`https://hub.example/fhir/alpha/Appointment/${old!.id!}`)), ['erika'])
  assert.notEqual(fresh!.id, old!.id)
  assert.deepEqual(fresh!['extension'], [{ url: vocabulary.replaces, valueReference: { reference: `Appointment/${old!.id!}` } }])
  assert.equal(s.get(`Appointment/${old!.id!}`)['status'], 'cancelled')
  assert.deepEqual([first, second].map((slot) => s.get(`Slot/${slot!.id}`)['status']), ['free', 'busy'])
  assert.equal(s.counted.get('moved'), 1)
  assert.deepEqual(await refused(s.call('Appointment/$book', parameters(resource(proposed(first!)), uri(old!.id!)))), { status: 422, code: 'scheduling/not-movable', type: 'business-rule' })
})

test('person, room and device are taken together or not at all, and what overlaps in the room is no longer free', async () => {
  await using s = await setting()
  await s.calendar('room', { slotMinutes: 15 })
  await s.calendar('device', { slotMinutes: 60 })
  await s.calendar('a', { resources: ['room', 'device'] })
  await s.calendar('b', { resources: ['room'] })
  const [slot] = s.slots('a')
  const { resource: booked } = await s.call('Appointment/$book', proposed(slot!))
  assert.equal((booked!['slot'] as unknown[]).length, 1 + 2 + 1)
  assert.deepEqual(await refused(s.call('Appointment/$book', proposed(s.slots('b')[0]!, 'anna'))), { status: 422, code: 'scheduling/resource-taken', type: 'conflict' })
  assert.equal(s.slots('b')[0]!['status'], 'free')
  await s.call('Schedule/b/$make-slots')
  await s.call('Schedule/a/$make-slots')
  assert.equal(s.slots('b')[0]!['status'], 'busy-unavailable')
  // The second half hour shares the device's whole hour.
  assert.deepEqual(s.slots('a').slice(0, 3).map(({ status }) => status as string), ['busy', 'busy-unavailable', 'free'])
  await s.call(`Appointment/${booked!.id!}/$cancel`)
  assert.deepEqual(['room', 'device'].flatMap((id) => s.slots(id).filter(({ status }) => status !== 'free')), [])
  await s.call('Schedule/b/$make-slots')
  assert.equal(s.slots('b')[0]!['status'], 'free')
})

test('500 at once want the same time: one gets it, and room by room as many as there are rooms', async () => {
  await using s = await setting()
  await s.calendar('a')
  await s.calendar('lanes', { capacity: 3 })
  const [slot] = s.slots('a')
  const attempts = await Promise.allSettled(Array.from({ length: 500 }, async () => s.call('Appointment/$book', proposed(slot!))))
  assert.equal(attempts.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const attempt of attempts) if (attempt.status === 'rejected') assert.equal((attempt.reason as { code: string }).code, 'scheduling/slot-taken')
  const { slot: _, ...bare } = proposed(s.slots('lanes')[0]!)
  const lanes = await Promise.allSettled(Array.from({ length: 100 }, async () => s.call('Appointment/$book', parameters(resource(bare), calendarOf('lanes')))))
  assert.equal(lanes.filter(({ status }) => status === 'fulfilled').length, 3)
  const held = [...s.fhir.kept.values()].filter(({ resourceType }) => resourceType === 'Appointment').flatMap((appointment) => (appointment['slot'] as { reference: string }[]).map(({ reference }) => reference))
  assert.equal(held.length, 4)
  assert.equal(new Set(held).size, 4)
})
