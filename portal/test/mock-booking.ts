import type { AppointmentView, Brand, FreeTime, GuestBooking, Offer, Wishes } from '@steckwerk/api/contract/booking'
import type { Answer } from './mock-person.ts'

const alpha = { slug: 'alpha', name: 'Klinikverbund Alpha' }
const hour = 3_600_000

/** Offers, free times and appointments of the playing hub; tests change them. */
export interface BookingState {
  brand: Brand
  offers: Offer[]
  times: FreeTime[]
  appointments: AppointmentView[]
  /** The next booking finds its time taken. */
  taken: boolean
  readonly sent: { readonly route: string; readonly body: unknown }[]
}

function nextMorning(now: number): number {
  const day = new Date(now + 24 * hour)
  day.setUTCHours(8, 0, 0, 0)
  return day.getTime()
}

export function sampleBooking(now: number): BookingState {
  const start = nextMorning(now)
  return {
    brand: { carrier: alpha, main: '#7a1e3c', second: '#b0602a' },
    offers: [
      { carrier: alpha, service: 'derma', name: 'Hautsprechstunde', mode: 'booking', specialties: ['Dermatologie'], site: 'Klinikum Mitte', city: 'Münster', postalCode: '48143', address: ['Lindenweg 3', '48143 Münster'], phone: '0251 1234', costs: { kind: 'free', text: 'Die Krankenkasse zahlt.' } },
      { carrier: alpha, service: 'stay', name: 'Aufnahme zur Operation', mode: 'request', specialties: ['Chirurgie'], site: 'Klinikum Süd', city: 'Köln', address: [], costs: { kind: 'unknown' } },
    ],
    times: [0, 1, 2].map(at => ({ slot: `s${at}`, start: new Date(start + at * hour).toISOString(), end: new Date(start + at * hour + hour / 2).toISOString() })),
    appointments: [], taken: false, sent: [],
  }
}

function viewOf(state: BookingState, id: string, service: string, slot: string, patient: AppointmentView['patient']): AppointmentView {
  const [offer, time] = [state.offers.find(one => one.service === service)!, state.times.find(one => one.slot === slot)!]
  return {
    carrier: alpha, brand: state.brand, id, state: offer.mode === 'request' ? 'requested' : 'booked', what: offer.name, start: time.start, end: time.end, where: [offer.site ?? '', alpha.name, ...offer.address], who: [],
    phone: '0251 1234', bring: 'Versichertenkarte', costs: offer.costs, can: { cancel: true, move: offer.mode === 'booking', answer: false }, patient, service, changedAt: new Date().toISOString(),
  }
}

const ok = (json: unknown, status = 200): Answer => ({ status, json })
const fault = (status: number, code: string): Answer => ({ status, json: { code, text: 'Refused.', issues: [] } })

/** undefined = none of these routes. */
export function answerBooking(state: BookingState, route: string, url: URL, body: Readonly<Record<string, unknown>>): Answer | undefined {
  const [method, path = ''] = route.split(' ')
  if (!path.startsWith('/booking/')) return undefined
  const [, , kind, carrier, id, act] = path.split('/')
  if (method === 'POST') state.sent.push({ route, body })
  if (kind === 'offers') {
    if (carrier === undefined) return ok({ offers: state.offers, cut: false })
    const offer = state.offers.find(one => one.service === id)
    const day = state.times[0]?.start.slice(0, 10) ?? ''
    if (offer === undefined) return fault(404, 'api/offer-unknown')
    if (act === 'days') return ok({ from: day, until: day, days: state.times.length === 0 ? [] : [{ day, free: state.times.length }] })
    if (act === 'times') return ok({ day: url.searchParams.get('day'), times: state.times })
    return ok({ offer, brand: state.brand, waits: true })
  }
  if (method === 'POST' && state.taken && (act === undefined || act === 'move') && carrier !== 'open') {
    state.taken = false
    state.times = state.times.filter(({ slot }) => slot !== body['slot'])
    return fault(409, 'api/slot-taken')
  }
  if (kind === 'guests') {
    if (carrier === 'open') return body['code'] === 'ABCD2345ABCD2345ABCD' || body['code'] === 'ABCD-2345-ABCD-2345-ABCD' ? ok(state.appointments.at(-1)) : fault(422, 'access/activation-refused')
    const view = viewOf(state, 'g1', String(body['service']), String(body['slot']), { id: 'g', name: `${String(body['given'])} ${String(body['family'])}` })
    state.appointments.push(view)
    return ok({ code: 'ABCD-2345-ABCD-2345-ABCD', codeUntil: '2027-03-01', appointment: view } satisfies GuestBooking, 201)
  }
  if (kind === 'waiting') {
    const view: AppointmentView = {
      ...viewOf(state, `w${state.appointments.length}`, String(body['service']), 's0', { id: String(body['patient']), name: 'Erika Mustermann' }), state: 'waiting',
      can: { cancel: true, move: false, answer: false }, waiting: { since: new Date().toISOString(), wishes: body['wishes'] as Wishes, passed: 0 },
    }
    const { start: _, end: __, ...waiting } = view
    state.appointments.push(waiting)
    return ok(waiting, 201)
  }
  if (carrier === undefined && method === 'GET') return ok({ appointments: state.appointments, failed: [] })
  if (carrier === undefined) {
    const view = viewOf(state, 'a1', String(body['service']), String(body['slot']), { id: String(body['patient']), name: 'Erika Mustermann' })
    state.appointments.push(view)
    return ok(view, 201)
  }
  const at = state.appointments.findIndex(one => one.id === id)
  const view = state.appointments[at]
  if (view === undefined) return fault(404, 'api/appointment-unknown')
  if (act === 'accept' || act === 'decline') {
    if (view.state !== 'offered') return fault(409, 'api/offer-over')
    const { offer: _, start, end, ...rest } = view
    state.appointments[at] = act === 'accept'
      ? { ...rest, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), state: 'booked', can: { cancel: true, move: true, answer: false } }
      : { ...rest, state: 'waiting', can: { cancel: true, move: false, answer: false }, ...(view.waiting === undefined ? {} : { waiting: { ...view.waiting, passed: view.waiting.passed + 1 } }) }
  }
  if (act === 'cancel') state.appointments[at] = { ...view, state: 'cancelled', can: { cancel: false, move: false, answer: false }, cancelled: { by: 'patient', reason: String(body['reason']), at: new Date().toISOString() } }
  return ok(state.appointments[at])
}
