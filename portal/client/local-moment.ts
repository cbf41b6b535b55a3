import { dayOf, timeOf } from './barcamp-event.ts'

/** An instant as a field of date and time holds it, by this browser's clock: 2027-05-07T10:00. '' where there is none. */
export const localMoment = (instant: string): string => (instant === '' ? '' : `${dayOf(instant)}T${timeOf(instant)}`)

/** The instant that such a field means; '' where it is none. */
export function instantOf(local: string): string {
  const at = new Date(local)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) && !Number.isNaN(at.getTime()) ? at.toISOString() : ''
}

/** So many minutes later. */
export const minutesAfter = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * 60_000).toISOString()
