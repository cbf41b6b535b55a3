import { houseZone } from '../house-zone.ts'

const plain = new Intl.DateTimeFormat('en-CA', { timeZone: houseZone, year: 'numeric', month: '2-digit', day: '2-digit' })
const clock = new Intl.DateTimeFormat('en-US', { timeZone: houseZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })

/** Days as YYYY-MM-DD at the hospital, as a browser's date field has them. */
export const dayOf = (at: number): string => plain.format(at)

/** How far the hospital's clock is ahead of UTC at an instant, in milliseconds. */
function ahead(at: number): number {
  const { year, month, day, hour, minute, second } = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - at
}

/** Midnight at the beginning of a day, in milliseconds since 1970; a day of 23 or 25 hours is one day all the same. */
export function startOf(day: string, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const midnight = Date.UTC(year, month - 1, date + daysLater)
  // The clock changes at one or two in the morning UTC: never between these two.
  return midnight - ahead(midnight - ahead(midnight))
}

export const addDays = (day: string, days: number): string => dayOf(startOf(day, days))

/** The Monday of its week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, weekday === 0 ? -6 : 1 - weekday)
}

export const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(startOf(text)) === text
