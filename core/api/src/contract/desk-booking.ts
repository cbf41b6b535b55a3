/** The wire types of booking at the desk for somebody whose record the desk does not see; below /portal/api/carriers/:carrier (permission person.desk, and the
 *  right to write Appointments). Types only. */
import type { GuestPerson } from './booking.ts'

/** A number, or family name and birth date (YYYY-MM-DD), with a given name where several share both. */
export type DeskSearch = { readonly identifier: string } | { readonly family: string; readonly birthDate: string; readonly given?: string }

/** POST …/desk-booking/search DeskSearch. Nothing is told but for one exact match; each search is in the access log. 429 with Retry-After. */
export type DeskFound = { readonly found: 'one'; readonly name: string; readonly birthDate: string | null } | { readonly found: 'none' | 'several' }

/** POST …/desk-booking/appointments → 201 DeskBooking. 404 api/patient-unknown: no one exact match any more; 409 api/slot-taken, api/person-known: to be
 *  searched for; 422 api/booking-refused. */
export type DeskBookRequest = { readonly slot: string; readonly note?: string } & ({ readonly known: DeskSearch } | { readonly fresh: GuestPerson })
export interface DeskBooking {
  /** Appointment.id */
  readonly appointment: string
  /** Of who had no record: it opens the booking with the birth date, and links it to an account later. Shown this once. */
  readonly code?: string
  /** Last day. */
  readonly codeUntil?: string
}
