import { addDays, dayOf } from '@steckwerk/access'
import type { FhirResource } from '@steckwerk/plug'
import type { AppointmentView, WeekDay, Wishes } from '../contract/booking.ts'
import type { Appointment, Extension } from './shapes.ts'

/** As whoever provides appointments writes them: services/scheduling/src/vocabulary.ts. */
const waitsFor = 'urn:steckwerk:extension:waits-for'
const wishedTimes = 'urn:steckwerk:extension:wished-times'
const offerExpires = 'urn:steckwerk:extension:offer-expires'
const offerPassed = 'urn:steckwerk:extension:offer-passed'

const having = ({ extension }: Appointment, name: string): readonly Extension[] => (extension ?? []).filter(({ url }) => url === name)

/** Until when a time is offered, in milliseconds since 1970; undefined where none is. */
export function offeredUntil(appointment: Appointment): number | undefined {
  const until = Date.parse(having(appointment, offerExpires)[0]?.valueDateTime ?? '')
  return appointment.status === 'pending' && !Number.isNaN(until) ? until : undefined
}

/** The state of who waits or is offered something; undefined for everybody else. An offer that is over has not been taken back at once everywhere. */
export function waitingStateOf(appointment: Appointment, now: number): Extract<AppointmentView['state'], 'waiting' | 'offered'> | undefined {
  if (appointment.status === 'waitlist') return 'waiting'
  const until = offeredUntil(appointment)
  if (until === undefined) return undefined
  if (until > now) return 'offered'
  return having(appointment, waitsFor).length > 0 ? 'waiting' : undefined
}

/** undefined for who is on no waiting list: a request may be answered with an offer, too. */
export function waitingOf(appointment: Appointment): AppointmentView['waiting'] {
  if (appointment.status !== 'waitlist' && having(appointment, waitsFor).length === 0) return undefined
  return { since: appointment.created ?? appointment.meta?.lastUpdated ?? '', wishes: wishesOf(appointment), passed: having(appointment, offerPassed).length }
}

function wishesOf(appointment: Appointment): Wishes {
  const [period] = appointment.requestedPeriod ?? []
  const parts = having(appointment, wishedTimes)[0]?.extension ?? []
  const time = (name: string): string | undefined => parts.find(({ url }) => url === name)?.valueTime?.slice(0, 5)
  const [after, before] = [time('from'), time('to')]
  return {
    ...(period?.start === undefined ? {} : { from: dayOf(new Date(period.start)) }),
    // The period ends with the last moment before.
    ...(period?.end === undefined ? {} : { until: dayOf(Date.parse(period.end) - 1) }),
    days: parts.flatMap(({ url, valueCode }) => (url === 'day' && valueCode !== undefined ? [valueCode as WeekDay] : [])),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    noticeHours: Math.round((parts.find(({ url }) => url === 'noticeMinutes')?.valueUnsignedInt ?? 0) / 60),
  }
}

const midnight = (day: string): string => Temporal.PlainDate.from(day).toZonedDateTime('Europe/Berlin').toInstant().toString()

/** Wishes as an Appointment carries them: days as its requestedPeriod, the rest as an extension. */
export function wishParts({ from, until, days, after, before, noticeHours }: Wishes): Partial<FhirResource> {
  const extension: readonly Extension[] = [
    ...days.map((valueCode) => ({ url: 'day', valueCode })),
    ...(after === undefined ? [] : [{ url: 'from', valueTime: `${after}:00` }]),
    ...(before === undefined ? [] : [{ url: 'to', valueTime: `${before}:00` }]),
    ...(noticeHours === 0 ? [] : [{ url: 'noticeMinutes', valueUnsignedInt: noticeHours * 60 }]),
  ]
  const period = { ...(from === undefined ? {} : { start: midnight(from) }), ...(until === undefined ? {} : { end: midnight(addDays(until, 1)) }) }
  return {
    ...(Object.keys(period).length === 0 ? {} : { requestedPeriod: [period] }),
    ...(extension.length === 0 ? {} : { extension: [{ url: wishedTimes, extension }] }),
  }
}
