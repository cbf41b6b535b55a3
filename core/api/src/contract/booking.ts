/** The wire types of finding a hospital, booking and looking after appointments; below /portal/api. Instants are ISO 8601 with offset, days YYYY-MM-DD at the
 *  hospital. Types only. */
import type { CarrierName } from './person.ts'

/** How a hospital's pages look; absent parts are the portal's own. It is in every offer and appointment. */
export interface Brand {
  readonly carrier: CarrierName
  /** Path of the picture, to be used as it is; its name changes with its content. */
  readonly logo?: string
  /** Buttons and links, #rrggbb: at least 4.5 : 1 on white and on the pages' tinted grounds. */
  readonly main?: string
  /** The stripe that marks the page, #rrggbb: at least 3 : 1 on the same. */
  readonly second?: string
}

/** GET, PUT /carriers/:carrier/brand (permission carrier.settings). */
export interface BrandSettings {
  readonly main: string | null
  readonly second: string | null
  /** A PNG or JPEG of at most 40 KB, base64; null = none. */
  readonly logo: { readonly type: 'image/png' | 'image/jpeg'; readonly data: string } | null
}

/** booking = the appointment stands at once; request = the hospital answers, and only then it stands. */
export type OfferMode = 'booking' | 'request'

/** What can be booked: a HealthcareService with a calendar. */
export interface Offer {
  readonly carrier: CarrierName
  /** HealthcareService.id */
  readonly service: string
  readonly name: string
  readonly mode: OfferMode
  readonly specialties: readonly string[]
  /** The site. */
  readonly site?: string
  readonly address: readonly string[]
  readonly city?: string
  readonly postalCode?: string
  readonly phone?: string
  readonly description?: string
  /** Shown before a time is chosen. `text` in the hospital's own words. */
  readonly costs: { readonly kind: 'free' | 'discounted' | 'cost' | 'unknown'; readonly text?: string }
  /** What to bring. */
  readonly bring?: string
}

/** GET /booking/offers, without a session: all of all hospitals. What somebody looks for is searched in the browser and told to nobody. */
export interface OfferList {
  readonly offers: readonly Offer[]
  /** More there are than an answer holds (2,000). */
  readonly cut: boolean
}

/** GET /booking/offers/:carrier/:service → OfferDetail. */
export interface OfferDetail {
  readonly offer: Offer
  readonly brand: Brand
  /** Whether one can wait for a time: POST /booking/waiting. */
  readonly waits: boolean
}

/** GET /booking/offers/:carrier/:service/days?from=YYYY-MM-DD: four weeks from then on, days without free times left out. */
export interface FreeDays {
  readonly from: string
  /** The last day that was looked at. */
  readonly until: string
  readonly days: readonly { readonly day: string; readonly free: number }[]
}

export interface FreeTime {
  readonly slot: string
  readonly start: string
  readonly end: string
  /** Room or person, where several are to choose from. */
  readonly with?: string
}
/** GET /booking/offers/:carrier/:service/times?day=YYYY-MM-DD. */
export interface FreeTimes {
  readonly day: string
  readonly times: readonly FreeTime[]
}

/** Days of a week, Monday first. */
export type WeekDay = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** When somebody who waits would come. What is absent, or a list without members, says that everything is welcome. */
export interface Wishes {
  /** First and last day. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly days: readonly WeekDay[]
  /** HH:MM at the hospital: it begins no earlier, and before. */
  readonly after?: string | undefined
  readonly before?: string | undefined
  /** So many hours ahead they have to know of it. */
  readonly noticeHours: number
}

/** An appointment as its patient sees it. */
export interface AppointmentView {
  /** Its source. */
  readonly carrier: CarrierName
  readonly brand: Brand
  readonly id: string
  /** booked = stands; requested = the hospital has to answer; waiting = on the waiting list, without a time; offered = a time is held for an answer;
   *  moved = another one took its place. */
  readonly state: 'booked' | 'requested' | 'waiting' | 'offered' | 'arrived' | 'over' | 'cancelled' | 'moved' | 'missed'
  readonly what: string
  readonly start?: string
  readonly end?: string
  /** Site, ward or room, outermost last, and the address' lines. */
  readonly where: readonly string[]
  readonly who: readonly string[]
  readonly phone?: string
  readonly bring?: string
  readonly costs?: Offer['costs']
  /** What the patient has written. */
  readonly note?: string
  readonly cancelled?: { readonly by: 'patient' | 'hospital'; readonly reason?: string; readonly at: string }
  /** cancel: of who waits, to leave the list; answer: to take an offer or let it pass. */
  readonly can: { readonly cancel: boolean; readonly move: boolean; readonly answer: boolean }
  /** The time is held until then. */
  readonly offer?: { readonly until: string }
  /** Of who is on the waiting list. passed: offers that were not taken; their times went to others. */
  readonly waiting?: { readonly since: string; readonly wishes: Wishes; readonly passed: number }
  /** Whose it is: Patient.id and name at this carrier. */
  readonly patient: { readonly id: string; readonly name: string }
  /** HealthcareService.id, to choose another time. */
  readonly service?: string
  readonly changedAt: string
}

/** GET /booking/appointments: past and coming ones of everybody the account may look at, over all linked hospitals. Hospitals that did not answer are named. */
export interface AppointmentList {
  readonly appointments: readonly AppointmentView[]
  readonly failed: readonly CarrierName[]
}

// GET /booking/appointments/:carrier/:id → AppointmentView. GET …/calendar → text/calendar.

/** POST /booking/appointments → 201 AppointmentView. 409 api/slot-taken: somebody was faster, ask for the times again; 422 api/booking-refused. */
export interface BookRequest {
  readonly carrier: string
  readonly service: string
  readonly slot: string
  /** One of the account's own Patients there. */
  readonly patient: string
  readonly note?: string
}
/** POST /booking/waiting → 201 AppointmentView. 409 api/already-waiting: for this the patient waits already; 422 api/booking-refused. */
export interface WaitRequest {
  readonly carrier: string
  readonly service: string
  /** One of the account's own Patients there. */
  readonly patient: string
  readonly wishes: Wishes
  readonly note?: string
}
// POST /booking/appointments/:carrier/:id/accept, …/decline {} → 200 AppointmentView. 409 api/offer-over: it was not taken in time, or is no more.

/** POST /booking/appointments/:carrier/:id/cancel → 200 AppointmentView. */
export interface CancelRequest {
  readonly reason?: string
}
/** POST /booking/appointments/:carrier/:id/move → 201 AppointmentView: the new one. 409 as above, the old one stands. */
export interface MoveRequest {
  readonly slot: string
}

/** GKV statutory, PKV private, SEL pays for oneself: codes of http://fhir.de/CodeSystem/versicherungsart-de-basis. */
export type InsuranceKind = 'GKV' | 'PKV' | 'SEL'

/** Somebody who has no record here; an address or a number is there. */
export interface GuestPerson {
  readonly given: string
  readonly family: string
  readonly birthDate: string
  readonly email?: string
  readonly phone?: string
  readonly insurance: InsuranceKind
}

/** POST /booking/guests, without a session → 201 GuestBooking. 429 with Retry-After. */
export interface GuestRequest extends GuestPerson {
  readonly carrier: string
  readonly service: string
  readonly slot: string
  readonly note?: string
}
/** The code opens the booking together with the birth date, and links it to an account later: POST /persons/links, /persons/register. Shown this once. */
export interface GuestBooking {
  readonly code: string
  /** Last day. */
  readonly codeUntil: string
  readonly appointment: AppointmentView
}

/** POST /booking/guests/open → 200 AppointmentView; /calendar → text/calendar; /accept, /decline, /cancel, /move as above with these beside. One answer for every failure:
 *  422 access/activation-refused; 429 with Retry-After. */
export interface GuestKey {
  readonly code: string
  readonly birthDate: string
}
export interface GuestCancelRequest extends GuestKey, CancelRequest {}
export interface GuestMoveRequest extends GuestKey, MoveRequest {}
