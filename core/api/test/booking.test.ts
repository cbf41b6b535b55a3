import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppointmentList, AppointmentView, BrandSettings, FreeDays, FreeTimes, GuestBooking, OfferDetail, OfferList } from '@steckwerk/api/contract/booking'
import type { PersonLinks } from '@steckwerk/api/contract/person'
import { nextMonday, openDermatology, smallProvider } from './booking-provider.ts'
import { birthDate, personSetting, type PersonSetting } from './person-setting.ts'
import { put } from './setting.ts'

async function clinic(hours: readonly number[] = [8, 9, 10]): Promise<PersonSetting & { readonly calls: string[] }> {
  const fake = smallProvider()
  const s = await personSetting({ booking: fake.provider })
  fake.open(s)
  await openDermatology(s, hours)
  return { ...s, calls: fake.calls, [Symbol.asyncDispose]: () => s[Symbol.asyncDispose]() }
}

const derma = '/booking/offers/alpha/derma'
const monday = nextMonday(8).slice(0, 10)
const guest = { carrier: 'alpha', service: 'derma', slot: 's8', given: 'Jörg', family: 'Groß', birthDate: '1971-02-03', phone: '0170 1234567', insurance: 'GKV' }

test('everybody finds what can be booked, with costs and free times, and nothing of carriers that take no bookings', async () => {
  await using s = await clinic()
  const visitor = s.browser()
  const { body } = await visitor.call<OfferList>('GET', '/booking/offers')
  assert.deepEqual(body, {
    cut: false,
    offers: [{
      carrier: body.offers[0]!.carrier, service: 'derma', name: 'Hautsprechstunde', mode: 'booking', specialties: ['Dermatologie'], address: ['Lindenweg 3', '48143 Münster'],
      costs: { kind: 'free', text: 'Die Krankenkasse zahlt.' }, site: 'Klinikum Mitte', city: 'Münster', postalCode: '48143', phone: '0251 1234', bring: 'Bringen Sie Ihre Versichertenkarte mit.',
    }],
  })
  assert.deepEqual((await visitor.call<FreeDays>('GET', `${derma}/days`)).body.days, [{ day: monday, free: 3 }])
  assert.deepEqual((await visitor.call<FreeTimes>('GET', `${derma}/times?day=${monday}`)).body.times.map(({ slot, start }) => [slot, start]), [['s8', nextMonday(8)], ['s9', nextMonday(9)], ['s10', nextMonday(10)]])
  assert.equal((await visitor.call('GET', `${derma}/times?day=2026-02-30`)).status, 400)
  for (const path of ['/booking/offers/beta/derma', '/booking/offers/nowhere/derma', '/booking/offers/alpha/other']) {
    assert.deepEqual([(await visitor.call('GET', path)).status, (await visitor.call('GET', path)).body.code], [404, 'api/offer-unknown'])
  }
  assert.equal((await visitor.call('GET', '/booking/appointments')).status, 401)
})

test('a patient books, moves and cancels; who is not the patient sees nothing of it', async () => {
  await using s = await clinic()
  await s.patient('alpha', 'p1')
  await s.patient('alpha', 'p2')
  const anna = await s.person('amelie', 'alpha', 'p1')
  const bert = await s.person('bert', 'alpha', 'p2')
  const booked = await anna.call<AppointmentView>('POST', '/booking/appointments', { carrier: 'alpha', service: 'derma', slot: 's8', patient: 'p1', note: 'Muttermal' })
  assert.equal(booked.status, 201)
  const { brand: _, changedAt: __, carrier, ...view } = booked.body
  assert.deepEqual(view, {
    id: 'a-s8', state: 'booked', what: 'Hautsprechstunde', start: nextMonday(8), end: view.end, where: ['Klinikum Mitte', carrier.name, 'Lindenweg 3', '48143 Münster'], who: [], phone: '0251 1234',
    bring: 'Bringen Sie Ihre Versichertenkarte mit.', costs: { kind: 'free', text: 'Die Krankenkasse zahlt.' }, note: 'Muttermal', can: { cancel: true, move: true, answer: false }, patient: { id: 'p1', name: 'p1 Muster' }, service: 'derma',
  })
  assert.deepEqual(s.calls, ['book 1 PATRQT'])
  const late = await bert.call('POST', '/booking/appointments', { carrier: 'alpha', service: 'derma', slot: 's8', patient: 'p2' })
  assert.deepEqual([late.status, late.body.code], [409, 'api/slot-taken'])
  assert.equal((await bert.call('POST', '/booking/appointments', { carrier: 'alpha', service: 'derma', slot: 's9', patient: 'p1' })).status, 403)
  for (const [method, path, body] of [['GET', ''], ['GET', '/calendar'], ['POST', '/cancel', {}], ['POST', '/move', { slot: 's9' }]] as const) {
    assert.deepEqual((await bert.call(method, `/booking/appointments/alpha/a-s8${path}`, body)).body.code, 'api/appointment-unknown')
  }
  assert.deepEqual((await bert.call<AppointmentList>('GET', '/booking/appointments')).body.appointments, [])

  const moved = await anna.call<AppointmentView>('POST', '/booking/appointments/alpha/a-s8/move', { slot: 's9' })
  assert.deepEqual([moved.status, moved.body.id, moved.body.note], [201, 'a-s9', 'Muttermal'])
  const listed = async (): Promise<string[]> => (await anna.call<AppointmentList>('GET', '/booking/appointments')).body.appointments.map(({ id, state }) => `${id} ${state}`).toSorted()
  assert.deepEqual(await listed(), ['a-s8 moved', 'a-s9 booked'])
  const calendar = await fetch(`${s.url}/portal/api/booking/appointments/alpha/a-s9/calendar`, { headers: { cookie: anna.cookie() } })
  assert.match(calendar.headers.get('content-type')!, /^text\/calendar/)
  assert.match(await calendar.text(), /\r\nSUMMARY:Hautsprechstunde [^\n]+\r\n/)
  const cancelled = await anna.call<AppointmentView>('POST', '/booking/appointments/alpha/a-s9/cancel', { reason: 'Bin krank' })
  assert.deepEqual([cancelled.status, cancelled.body.state, cancelled.body.cancelled?.by, cancelled.body.cancelled?.reason, cancelled.body.can], [200, 'cancelled', 'patient', 'Bin krank', { cancel: false, move: false, answer: false }])
  assert.equal((await anna.call('POST', '/booking/appointments/alpha/a-s9/cancel', {})).status, 422)
  assert.deepEqual((await anna.call<FreeDays>('GET', `${derma}/days`)).body.days, [{ day: monday, free: 3 }])
})

test('a cancellation by the hospital says who and why; a refusal that is no lost race is told as one', async () => {
  await using s = await clinic([5, 8])
  await s.patient('alpha', 'p1')
  const anna = await s.person('amelie', 'alpha', 'p1')
  await anna.call('POST', '/booking/appointments', { carrier: 'alpha', service: 'derma', slot: 's8', patient: 'p1' })
  const stored = (await (await s.call('/fhir/alpha/Appointment/a-s8')).json()) as object
  await s.call('/fhir/alpha/Appointment/a-s8', put({ ...stored, status: 'cancelled', cancelationReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason', code: 'prov' }], text: 'Ärztin erkrankt' } }))
  const { body } = await anna.call<AppointmentView>('GET', '/booking/appointments/alpha/a-s8')
  assert.deepEqual([body.state, body.cancelled?.by, body.cancelled?.reason], ['cancelled', 'hospital', 'Ärztin erkrankt'])
  const refused = await anna.call('POST', '/booking/appointments', { carrier: 'alpha', service: 'derma', slot: 's5', patient: 'p1' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'api/booking-refused'])
})

test('a guest books with a code that opens, moves and cancels it, and links it to an account later', async () => {
  await using s = await clinic()
  const visitor = s.browser()
  const { status, body } = await visitor.call<GuestBooking>('POST', '/booking/guests', guest)
  assert.deepEqual([status, body.appointment.state, body.appointment.patient.name], [201, 'booked', 'Jörg Groß'])
  const key = { code: body.code, birthDate: guest.birthDate }
  const opened = await visitor.call<AppointmentView>('POST', '/booking/guests/open', key)
  assert.deepEqual([opened.status, opened.body.id], [200, 'a-s8'])
  const wrong = [{ ...key, birthDate: '1971-02-04' }, { ...key, code: 'ABCD-ABCD-ABCD-ABCD-ABCD' }]
  const answers = await Promise.all(wrong.map((one) => visitor.call('POST', '/booking/guests/open', one)))
  assert.deepEqual(answers.map((answer) => [answer.status, answer.body]), [[422, answers[0]!.body], [422, answers[0]!.body]])
  const moved = await visitor.call<AppointmentView>('POST', '/booking/guests/move', { ...key, slot: 's9' })
  assert.deepEqual([moved.status, moved.body.id], [201, 'a-s9'])
  assert.equal((await visitor.call<AppointmentView>('POST', '/booking/guests/open', key)).body.id, 'a-s9')

  const account = await visitor.call('POST', '/persons/register', { ...key, account: 'joerg', name: 'Jörg Groß', password: 'Vier-blaue-Stühle-am-Kanal' })
  assert.equal(account.status, 201)
  await visitor.call('POST', '/session', { account: 'joerg', password: 'Vier-blaue-Stühle-am-Kanal' })
  assert.deepEqual((await visitor.call<PersonLinks>('GET', '/persons/links')).body.links.map(({ relation, state }) => [relation, state]), [['self', 'active']])
  assert.deepEqual((await visitor.call<AppointmentList>('GET', '/booking/appointments')).body.appointments.map(({ id, state }) => `${id} ${state}`).toSorted(), ['a-s8 moved', 'a-s9 booked'])
  assert.equal((await visitor.call('POST', '/booking/guests/open', key)).status, 422)
})

test('a guest whose booking fails leaves nothing; one who floods has to wait; a letter\'s code opens no booking', async () => {
  await using s = await clinic([5, 8])
  const visitor = s.browser()
  const patients = async (): Promise<number> => ((await (await s.call('/fhir/alpha/Patient?_summary=count')).json()) as { total: number }).total
  assert.equal((await visitor.call('POST', '/booking/guests', { ...guest, slot: 's5' })).status, 422)
  assert.equal((await visitor.call('POST', '/booking/guests', { ...guest, slot: 'none' })).status, 409)
  assert.equal(await patients(), 0)
  assert.equal((await visitor.call('POST', '/booking/guests', { ...guest, phone: undefined })).status, 400)
  const statuses = new Set<number>()
  for (let i = 0; i < 8; i++) statuses.add((await visitor.call('POST', '/booking/guests', { ...guest, slot: 'none' })).status)
  assert.deepEqual([...statuses], [409, 429])
  assert.equal((await fetch(`${s.url}/portal/api/booking/guests`, { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: JSON.stringify(guest) })).status, 403)
  await s.patient('alpha', 'p1')
  const { body: letter } = await s.admin<{ code: string }>('POST', '/alpha/patients/p1/activation-codes', { kind: 'self', language: 'de' })
  assert.equal((await visitor.call('POST', '/booking/guests/open', { code: letter.code, birthDate })).status, 422)
})

test('a brand is the administration\'s to set, readable or refused', async () => {
  await using s = await clinic()
  const admin = async (body: object): Promise<{ status: number; body: BrandSettings & { code?: string } }> => {
    const answer = await s.call('/portal/api/carriers/alpha/brand', { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    return { status: answer.status, body: (await answer.json()) as BrandSettings }
  }
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]).toString('base64')
  const logo = { type: 'image/png', data: png }
  const set = await admin({ main: '#7A1E3C', second: '#B0602A', logo })
  assert.deepEqual([set.status, set.body], [200, { main: '#7a1e3c', second: '#b0602a', logo }])
  assert.deepEqual([(await admin({ main: '#ffd400', second: null, logo: null })).body.code, (await admin({ main: null, second: '#ffff00', logo: null })).body.code], ['api/brand-contrast', 'api/brand-contrast'])
  assert.equal((await admin({ main: null, second: null, logo: { type: 'image/jpeg', data: png } })).body.code, 'api/brand-logo')
  const visitor = s.browser()
  const { brand } = (await visitor.call<OfferDetail>('GET', derma)).body
  assert.equal(brand.main, '#7a1e3c')
  const picture = await fetch(`${s.url}${brand.logo!}`)
  assert.deepEqual([picture.status, picture.headers.get('content-type'), Buffer.from(await picture.arrayBuffer()).toString('base64')], [200, 'image/png', png])
  assert.equal((await fetch(`${s.url}/portal/api/brands/beta/logo/0`)).status, 404)
  assert.equal((await visitor.call('PUT', '/carriers/alpha/brand', { main: null, second: null, logo: null })).status, 401)
})
