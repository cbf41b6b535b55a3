import type {
  AppointmentList, AppointmentView, BookRequest, BrandSettings, CancelRequest, FreeDays, FreeTimes, GuestBooking, GuestCancelRequest, GuestKey, GuestMoveRequest, GuestRequest, OfferDetail,
  OfferList, WaitRequest,
} from '@steckwerk/api/contract/booking'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (...parts: readonly string[]): string => ['/portal/api/booking', ...parts.map(encodeURIComponent)].join('/')

export const fetchOffers = (signal: AbortSignal): Promise<OfferList> => request(path('offers'), { signal })
export const fetchOffer = (carrier: string, service: string, signal: AbortSignal): Promise<OfferDetail> => request(path('offers', carrier, service), { signal })
export const fetchDays = (carrier: string, service: string, from: string | undefined, signal: AbortSignal): Promise<FreeDays> =>
  request(`${path('offers', carrier, service, 'days')}${from === undefined ? '' : `?from=${from}`}`, { signal })
export const fetchTimes = (carrier: string, service: string, day: string, signal: AbortSignal): Promise<FreeTimes> => request(`${path('offers', carrier, service, 'times')}?day=${day}`, { signal })

export const fetchAppointments = (signal: AbortSignal): Promise<AppointmentList> => request(path('appointments'), { signal })
export const fetchAppointment = (carrier: string, id: string, signal: AbortSignal): Promise<AppointmentView> => request(path('appointments', carrier, id), { signal })
export const book = (json: BookRequest): Promise<AppointmentView> => request(path('appointments'), { method: 'POST', json })
export const cancelAppointment = (carrier: string, id: string, json: CancelRequest): Promise<AppointmentView> => request(path('appointments', carrier, id, 'cancel'), { method: 'POST', json })
export const moveAppointment = (carrier: string, id: string, slot: string): Promise<AppointmentView> => request(path('appointments', carrier, id, 'move'), { method: 'POST', json: { slot } })
export const wait = (json: WaitRequest): Promise<AppointmentView> => request(path('waiting'), { method: 'POST', json })
export const answerOffer = (carrier: string, id: string, answer: 'accept' | 'decline'): Promise<AppointmentView> => request(path('appointments', carrier, id, answer), { method: 'POST', json: {} })
export const calendarAddress = (carrier: string, id: string): string => path('appointments', carrier, id, 'calendar')

export const bookAsGuest = (json: GuestRequest): Promise<GuestBooking> => request(path('guests'), { method: 'POST', json })
export const openAsGuest = (json: GuestKey): Promise<AppointmentView> => request(path('guests', 'open'), { method: 'POST', json })
export const answerAsGuest = (json: GuestKey, answer: 'accept' | 'decline'): Promise<AppointmentView> => request(path('guests', answer), { method: 'POST', json })
export const cancelAsGuest = (json: GuestCancelRequest): Promise<AppointmentView> => request(path('guests', 'cancel'), { method: 'POST', json })
export const moveAsGuest = (json: GuestMoveRequest): Promise<AppointmentView> => request(path('guests', 'move'), { method: 'POST', json })

/** The calendar file of a guest's booking: its code must not stand in an address. */
export async function guestCalendar(key: GuestKey): Promise<Blob> {
  const answer = await fetch(path('guests', 'calendar'), { method: 'POST', headers: { 'content-type': 'application/json', 'x-steckwerk': '1' }, body: JSON.stringify(key), credentials: 'same-origin', cache: 'no-store' })
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}`)
  return answer.blob()
}

export const fetchBrand = (carrier: string, signal: AbortSignal): Promise<BrandSettings> => request(carrierPath(carrier, 'brand'), { signal })
export const changeBrand = (carrier: string, json: BrandSettings): Promise<BrandSettings> => request(carrierPath(carrier, 'brand'), { method: 'PUT', json })
