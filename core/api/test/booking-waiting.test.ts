import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppointmentList, AppointmentView, OfferDetail } from '@steckwerk/api/contract/booking'
import type { InvitationCode } from '@steckwerk/api/contract/person'
import { nextMonday, openDermatology, smallProvider } from './booking-provider.ts'
import { birthDate, personSetting, type Browser, type PersonSetting } from './person-setting.ts'
import { put } from './setting.ts'

interface Clinic extends PersonSetting {
  readonly calls: string[]
  readonly anna: Browser
  /** Holds the slot for who waits, until then. */
  offer(id: string, slot: string, until: number): Promise<void>
}

async function clinic(): Promise<Clinic> {
  const fake = smallProvider()
  const s = await personSetting({ booking: fake.provider })
  fake.open(s)
  await openDermatology(s, [8, 9])
  await s.patient('alpha', 'p1')
  const stored = async (path: string): Promise<Record<string, unknown>> => (await (await s.call(`/fhir/alpha/${path}`)).json()) as Record<string, unknown>
  return {
    ...s, calls: fake.calls, anna: await s.person('amelie', 'alpha', 'p1'), [Symbol.asyncDispose]: () => s[Symbol.asyncDispose](),
    offer: async (id, slot, until) => {
      const [waits, { start, end }] = [await stored(`Appointment/${id}`), await stored(`Slot/${slot}`)]
      const extension = [...(waits['extension'] as { url: string }[]).filter(({ url }) => !url.endsWith('offer-expires')), { url: 'urn:steckwerk:extension:offer-expires', valueDateTime: new Date(until).toISOString() }]
      assert.ok((await s.call(`/fhir/alpha/Appointment/${id}`, put({ ...waits, status: 'pending', start, end, slot: [{ reference: `Slot/${slot}` }], extension }))).ok)
    },
  }
}

const hour = 3_600_000
const wishes = { from: '2039-03-01', until: '2039-03-31', days: ['mon', 'thu'], before: '12:00', noticeHours: 48 }
const asked = { carrier: 'alpha', service: 'derma', patient: 'p1', wishes }
const at = (id: string, act = ''): string => `/booking/appointments/alpha/${id}${act}`

test('a patient waits with wishes, sees them again, waits once only, and leaves the list', async () => {
  await using s = await clinic()
  const { anna } = s
  assert.equal((await s.browser().call<OfferDetail>('GET', '/booking/offers/alpha/derma')).body.waits, true)
  const { status, body } = await anna.call<AppointmentView>('POST', '/booking/waiting', { ...asked, note: 'Auch bei Frau Dr. Lang' })
  assert.deepEqual([status, body.state, body.start, body.end, body.what, body.note], [201, 'waiting', undefined, undefined, 'Hautsprechstunde', 'Auch bei Frau Dr. Lang'])
  assert.deepEqual([body.waiting?.wishes, body.waiting?.passed, body.can], [wishes, 0, { cancel: true, move: false, answer: false }])
  const stored = (await (await s.call(`/fhir/alpha/Appointment/${body.id}`)).json()) as { readonly requestedPeriod: unknown; readonly status: string }
  assert.deepEqual([stored.status, stored.requestedPeriod], ['waitlist', [{ start: '2039-02-28T23:00:00Z', end: '2039-03-31T22:00:00Z' }]], 'by the hospital\'s clock, which has changed meanwhile')
  const again = await anna.call('POST', '/booking/waiting', asked)
  assert.deepEqual([again.status, again.body.code], [409, 'api/already-waiting'])
  assert.equal((await anna.call('GET', at(body.id, '/calendar'))).status, 404)
  const gone = await anna.call<AppointmentView>('POST', at(body.id, '/cancel'), {})
  assert.deepEqual([gone.status, gone.body.state], [200, 'cancelled'])
  assert.equal((await anna.call('POST', '/booking/waiting', { ...asked, wishes: { days: [], noticeHours: 0 } })).status, 201)
  for (const wrong of [{ ...wishes, until: '2039-02-01' }, { ...wishes, after: '13:00' }, { ...wishes, days: ['someday'] }, { ...wishes, noticeHours: -1 }, { ...wishes, from: '2039-02-30' }]) {
    assert.equal((await anna.call('POST', '/booking/waiting', { ...asked, wishes: wrong })).status, 400)
  }
})

test('an offer is taken once, or let pass; one that is over is told as that, and nothing is booked', async () => {
  await using s = await clinic()
  const { anna } = s
  const wait = async (): Promise<string> => (await anna.call<AppointmentView>('POST', '/booking/waiting', { ...asked, wishes: { days: [], noticeHours: 0 } })).body.id
  const first = await wait()
  assert.deepEqual((await anna.call('POST', at(first, '/accept'), {})).body.code, 'api/offer-over', 'nothing is offered yet')
  await s.offer(first, 's8', Date.now() + hour)
  const offered = (await anna.call<AppointmentView>('GET', at(first))).body
  assert.deepEqual([offered.state, offered.start, offered.can], ['offered', nextMonday(8), { cancel: false, move: false, answer: true }])
  const passed = await anna.call<AppointmentView>('POST', at(first, '/decline'), {})
  assert.deepEqual([passed.status, passed.body.state, passed.body.waiting?.passed], [200, 'waiting', 1])

  await s.offer(first, 's9', Date.now() - 1)
  assert.equal((await anna.call<AppointmentView>('GET', at(first))).body.state, 'waiting', 'over, though nobody has taken it back yet')
  const late = await anna.call('POST', at(first, '/accept'), {})
  assert.deepEqual([late.status, late.body.code], [409, 'api/offer-over'])
  assert.equal(s.calls.filter((call) => call.startsWith('accept')).length, 0)

  await s.offer(first, 's9', Date.now() + hour)
  const taken = await anna.call<AppointmentView>('POST', at(first, '/accept'), {})
  assert.deepEqual([taken.status, taken.body.state, taken.body.start], [200, 'booked', nextMonday(9)])
  assert.deepEqual((await anna.call<AppointmentView>('POST', at(first, '/accept'), {})).body.state, 'booked', 'pressed twice')
  assert.equal(s.calls.filter((call) => call.startsWith('accept')).length, 1)
  assert.equal((await anna.call('POST', at(first, '/decline'), {})).body.code, 'api/offer-over')
})

test('proxies wait and answer as they book: who may only look sees it; nobody else learns of it', async () => {
  await using s = await clinic()
  await s.patient('alpha', 'p2')
  const carl = await s.person('carl', 'alpha', 'p2')
  const endsOn = new Date(Date.now() + 5 * 24 * hour).toISOString().slice(0, 10)
  const invite = async (may: 'read' | 'act'): Promise<void> => {
    const { body } = await s.anna.call<InvitationCode>('POST', '/persons/proxies/invitations', { carrier: 'alpha', patient: 'p1', label: 'Bruder', topics: ['appointments'], may, endsOn })
    assert.equal((await carl.call('POST', '/persons/links', { code: body.code, birthDate })).status, 201)
  }
  assert.equal((await carl.call('POST', '/booking/waiting', asked)).status, 403)
  const { body: { id } } = await s.anna.call<AppointmentView>('POST', '/booking/waiting', asked)
  assert.equal((await carl.call('POST', at(id, '/accept'), {})).body.code, 'api/appointment-unknown')
  await s.offer(id, 's8', Date.now() + hour)

  await invite('read')
  const seen = (await carl.call<AppointmentList>('GET', '/booking/appointments')).body.appointments
  assert.deepEqual(seen.map(({ state, can }) => [state, can]), [['offered', { cancel: false, move: false, answer: false }]])
  for (const act of ['/accept', '/decline', '/cancel']) assert.equal((await carl.call('POST', at(id, act), {})).body.code, 'api/appointment-unknown', act)

  await invite('act')
  const taken = await carl.call<AppointmentView>('POST', at(id, '/accept'), {})
  assert.deepEqual([taken.status, taken.body.state, taken.body.patient.id], [200, 'booked', 'p1'])
  assert.equal((await carl.call<AppointmentView>('POST', '/booking/waiting', asked)).status, 201)
})
