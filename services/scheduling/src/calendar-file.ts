import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { FhirResource } from '@steckwerk/plug'
import type { Appointment, Stored } from './resources.ts'
import { vtimezone } from './vtimezone.ts'

export interface CalendarFile {
  readonly name: string
  readonly timeZone: string
  /** Milliseconds: the present. */
  readonly now: number
  readonly events: readonly CalendarEvent[]
}

export interface CalendarEvent {
  readonly appointment: Stored<Appointment>
  readonly title: string
  readonly place: string | undefined
  readonly url: string | undefined
}

/** An iCalendar file (RFC 5545) as a Binary. Times stand in the hospital's zone, whose rules come along; an event keeps its UID and counts its versions, so
 *  that a calendar that knew it moves or strikes it. */
export function calendarFile({ name, timeZone, now, events }: CalendarFile): FhirResource {
  const dated = events.filter(({ appointment: { start, end } }) => start !== undefined && end !== undefined)
  const times = dated.map(({ appointment }) => Date.parse(appointment.start!))
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Steckwerk', product: 'Termine', language: 'DE' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: timeZone, generator: () => vtimezone(timeZone, Math.min(now, ...times), Math.max(now, ...times)) },
  })
  for (const { appointment, title, place, url } of dated) {
    calendar.createEvent({
      id: `${appointment.id}@steckwerk`,
      sequence: Math.max(0, Number(appointment.meta?.versionId ?? 1) - 1),
      stamp: new Date(now),
      start: wall(appointment.start!, timeZone),
      end: wall(appointment.end!, timeZone),
      timezone: timeZone,
      summary: title,
      status: appointment.status === 'booked' ? ICalEventStatus.CONFIRMED : ['cancelled', 'noshow', 'entered-in-error'].includes(appointment.status) ? ICalEventStatus.CANCELLED : ICalEventStatus.TENTATIVE,
      ...(place === undefined ? {} : { location: place }),
      ...(url === undefined ? {} : { url }),
    })
  }
  const data = Buffer.from(calendar.toString(), 'utf8').toString('base64')
  return { resourceType: 'Binary', contentType: 'text/calendar; charset=utf-8', data }
}

const wall = (instant: string, timeZone: string): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(Date.parse(instant)).toZonedDateTimeISO(timeZone)
