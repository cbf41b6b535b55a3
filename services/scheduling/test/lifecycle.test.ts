import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryDocuments, memoryEditions } from '@steckwerk/plug/testing'
import { remind } from '../src/reminders.ts'
import { settle, toldOf } from '../src/settle.ts'
import { tendWaitingList } from '../src/waiting-list.ts'
import { vocabulary } from '../src/vocabulary.ts'
import { parameters, proposed, refused, setting, type Setting } from './setting.ts'

const hour = 60 * 60_000
const own = ['erika']
const slotPart = (id: string) => ({ name: 'slot', valueReference: { reference: `Slot/${id}` } })

async function background(s: Setting) {
  const told = { count: async (metric: string, amount: number) => void s.counted.set(metric, (s.counted.get(metric) ?? 0) + amount), notify: async (news: Setting['told'][number]) => void (s.told.some(({ key }) => key === news.key) || s.told.push(news)) }
  return { carrier: { slug: 'alpha', name: 'Kliniken Alpha', fhir: s.fhir, parameters: {}, documents: memoryDocuments(s.clock), mail: async () => undefined, editions: memoryEditions(), ...told }, base: 'https://hub.example/fhir/alpha', now: s.clock.at }
}

async function waiting(s: Setting, patient: string, wished?: object): Promise<string> {
  const appointment = { resourceType: 'Appointment', status: 'proposed', participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }], ...(wished === undefined ? {} : { requestedPeriod: [wished] }) }
  const { resource } = await s.call('Appointment/$wait', parameters({ name: 'appt-resource', resource: appointment }, { name: 'schedule', valueReference: { reference: 'Schedule/a' } }), [patient])
  s.clock.at += 1000
  return resource!.id!
}

test('a request is pending and holds its time; the house confirms it, also at another time', async () => {
  await using s = await setting()
  await s.calendar('ward', { mode: 'request' })
  const [first, second] = s.slots('ward')
  const { resource } = await s.call('Appointment/$book', proposed(first!), own)
  assert.equal(resource!['status'], 'pending')
  assert.equal(s.get(`Slot/${first!.id}`)['status'], 'busy-tentative')
  assert.deepEqual(await refused(s.call(`Appointment/${resource!.id!}/$confirm`, undefined, own)), { status: 403, code: 'scheduling/staff-only', type: 'forbidden' })
  assert.deepEqual(await refused(s.call(`Appointment/${resource!.id!}/$accept`, undefined, own)), { status: 422, code: 'scheduling/no-offer', type: 'business-rule' })
  const confirmed = await s.call(`Appointment/${resource!.id!}/$confirm`, parameters(slotPart(second!.id)))
  assert.deepEqual([confirmed.resource!['status'], confirmed.resource!['start']], ['booked', second!['start']])
  assert.deepEqual([first, second].map((slot) => s.get(`Slot/${slot!.id}`)['status']), ['free', 'busy'])
  assert.deepEqual([s.counted.get('requested'), s.counted.get('booked')], [1, 1])
})

test('a request is declined with who and why', async () => {
  await using s = await setting()
  await s.calendar('ward', { mode: 'request' })
  const [first] = s.slots('ward')
  const { resource } = await s.call('Appointment/$book', proposed(first!), own)
  const { resource: declined } = await s.call(`Appointment/${resource!.id!}/$decline`, parameters({ name: 'comment', valueString: 'Keine Betten' }))
  assert.equal(declined!['status'], 'cancelled')
  assert.deepEqual(declined!['cancelationReason'], { coding: [{ system: vocabulary.cancelationReason, code: 'prov' }], text: 'Keine Betten' })
  assert.deepEqual(declined!['extension'], [{ url: vocabulary.cancelledBy, valueReference: { display: 'Krankenhaus' } }])
  assert.equal(s.get(`Slot/${first!.id}`)['status'], 'free')
})

test('cancelling frees the slot, says who, is told once and may be repeated; too late is for the telephone', async () => {
  await using s = await setting()
  await s.calendar('a', { cancelMinutes: 60 })
  const [first, second] = s.slots('a')
  const { resource } = await s.call('Appointment/$book', proposed(first!), own)
  const { resource: late } = await s.call('Appointment/$book', proposed(second!), own)
  assert.deepEqual(await refused(s.call(`Appointment/${resource!.id!}/$cancel`, undefined, ['anna'])), { status: 404, code: 'scheduling/appointment-missing', type: 'not-found' })
  for (let time = 0; time < 2; time++) {
    const { resource: cancelled } = await s.call(`Appointment/${resource!.id!}/$cancel`, undefined, own)
    assert.equal(cancelled!['status'], 'cancelled')
    assert.deepEqual(cancelled!['extension'], [{ url: vocabulary.cancelledBy, valueReference: { reference: 'Patient/erika' } }])
  }
  assert.equal(s.get(`Slot/${first!.id}`)['status'], 'free')
  assert.equal(s.counted.get('cancelled'), 1)
  assert.equal(s.told.filter(({ template }) => template === 'appointment-changed').length, 1)
  s.clock.at = Date.parse(second!['start'] as string) - 30 * 60_000
  assert.equal((await refused(s.call(`Appointment/${late!.id!}/$cancel`, undefined, own))).code, 'scheduling/too-late')
  assert.equal((await refused(s.call(`Appointment/${late!.id!}/$cancel`, parameters({ name: 'reason', valueCode: 'weather' })))).code, 'scheduling/reason')
  assert.equal((await s.call(`Appointment/${late!.id!}/$cancel`, parameters({ name: 'reason', valueCode: 'maint' }))).status, 200)
})

test('what the KIS cancels frees its slots, is told, and a notification is understood whole or by id', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first] = s.slots('a')
  const { resource } = await s.call('Appointment/$book', proposed(first!), own)
  await s.fhir.update({ ...s.get(`Appointment/${resource!.id!}`), id: resource!.id!, status: 'cancelled' })
  await s.plug.notified!('alpha', { resourceType: 'Bundle', type: 'history', entry: [{ resource: { resourceType: 'Parameters', parameter: [{ name: 'focus', valueReference: { reference: `https://hub.example/fhir/alpha/Appointment/${resource!.id!}` } }] } }] })
  assert.equal(s.get(`Slot/${first!.id}`)['status'], 'free')
  assert.equal(s.told.at(-1)?.template, 'appointment-changed')
  assert.deepEqual(toldOf({ resourceType: 'Bundle', type: 'history', entry: [{ resource: { resourceType: 'Appointment', id: 'x', status: 'booked' } }] }), { appointments: ['x'], isSchedule: false })
  // Freed and taken by another: what was cancelled before touches it no more.
  await s.call('Appointment/$book', proposed(first!, 'anna'))
  assert.equal(await settle(await background(s), resource!.id!), false)
  assert.equal(s.get(`Slot/${first!.id}`)['status'], 'busy')
})

test('who waited longest is offered what becomes free; an offer expires to the next, who accepts', async () => {
  await using s = await setting()
  await s.calendar('a', { hours: [{ days: ['mon'], from: '12:00', to: '12:30' }], horizonDays: 6 })
  const [slot] = s.slots('a')
  const { resource: taken } = await s.call('Appointment/$book', proposed(slot!, 'anna'))
  const late = await waiting(s, 'erika', { start: '2026-11-24T00:00:00Z' })
  const first = await waiting(s, 'erika', { start: '2026-11-23T00:00:00Z', end: '2026-11-24T00:00:00Z' })
  const second = await waiting(s, 'anna')
  assert.equal(await tendWaitingList(await background(s), 1), 0)
  await s.call(`Appointment/${taken!.id!}/$cancel`)
  assert.equal(await tendWaitingList(await background(s), 1), 1)
  assert.equal(s.get(`Appointment/${first}`)['status'], 'pending')
  assert.equal(s.get(`Slot/${slot!.id}`)['status'], 'busy-tentative')
  assert.deepEqual(s.told.filter(({ template }) => template === 'waiting-list-offer').map(({ to }) => to), ['Patient/erika'])
  s.clock.at += hour
  assert.equal((await refused(s.call(`Appointment/${first}/$accept`, undefined, own))).code, 'scheduling/offer-expired')
  assert.equal(await tendWaitingList(await background(s), 1), 1)
  assert.deepEqual([first, second, late].map((id) => s.get(`Appointment/${id}`)['status']), ['waitlist', 'pending', 'waitlist'])
  const { resource: booked } = await s.call(`Appointment/${second}/$accept`, undefined, ['anna'])
  assert.deepEqual([booked!['status'], booked!['start']], ['booked', slot!['start']])
  assert.equal(booked!['extension'], undefined)
  assert.equal(s.get(`Slot/${slot!.id}`)['status'], 'busy')
})

test('who declines an offer waits on and is not asked the same again', async () => {
  await using s = await setting()
  await s.calendar('a', { hours: [{ days: ['tue'], from: '12:00', to: '12:30' }], horizonDays: 6 })
  const id = await waiting(s, 'erika')
  assert.equal(await tendWaitingList(await background(s), 24), 1)
  const { resource } = await s.call(`Appointment/${id}/$decline`, undefined, own)
  assert.equal(resource!['status'], 'waitlist')
  assert.equal(s.slots('a')[0]!['status'], 'free')
  assert.equal(await tendWaitingList(await background(s), 24), 0)
})

test('a reminder is told once, a day ahead, and not to who has only just booked', async () => {
  await using s = await setting()
  await s.calendar('a')
  const wednesday = s.slots('a').find((slot) => (slot['start'] as string).startsWith('2026-11-25'))!
  await s.call('Appointment/$book', proposed(wednesday), own)
  await s.call('Appointment/$book', proposed(s.slots('a')[0]!, 'anna'))
  assert.equal(await remind(await background(s), 24, new Set()), 0)
  s.clock.at = Date.parse(wednesday['start'] as string) - 23 * hour
  const told = new Set<string>()
  assert.equal(await remind(await background(s), 24, told), 1)
  assert.equal(await remind(await background(s), 24, told), 0)
  await remind(await background(s), 24, new Set())
  assert.deepEqual(s.told.filter(({ template }) => template === 'appointment-reminder').map(({ to }) => to), ['Patient/erika'])
})

test('no-show is marked by staff after the beginning', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first] = s.slots('a')
  const { resource } = await s.call('Appointment/$book', proposed(first!))
  assert.equal((await refused(s.call(`Appointment/${resource!.id!}/$no-show`))).code, 'scheduling/not-begun')
  s.clock.at = Date.parse(first!['start'] as string) + 1
  assert.equal((await s.call(`Appointment/${resource!.id!}/$no-show`)).resource!['status'], 'noshow')
  assert.equal((await s.call(`Appointment/${resource!.id!}/$no-show`)).status, 200)
  assert.equal(s.counted.get('missed'), 1)
})

test('amending changes texts and never what binds', async () => {
  await using s = await setting()
  await s.calendar('a')
  const [first, second] = s.slots('a')
  const { resource: booked } = await s.call('Appointment/$book', proposed(first!), own)
  const amend = async (more: object, patients?: string[]) => s.call(`Appointment/${booked!.id!}/$amend`, parameters({ name: 'appt-resource', resource: { ...booked!, ...more } }), patients)
  for (const more of [
    { slot: [{ reference: `Slot/${second!.id}` }] },
    { start: second!['start'] },
    { end: second!['end'] },
    { participant: [{ actor: { reference: 'Patient/anna' }, status: 'accepted' }] },
    { status: 'cancelled' },
  ]) assert.deepEqual(await refused(amend(more)), { status: 422, code: 'scheduling/amend-fixed', type: 'business-rule' })
  assert.equal((await amend({ patientInstruction: 'Bitte nüchtern kommen' })).resource!['patientInstruction'], 'Bitte nüchtern kommen')
  assert.equal((await refused(amend({ patientInstruction: 'Frühstück' }, own))).code, 'scheduling/amend-fixed')
})
