/** Days as YYYY-MM-DD in the reader's time zone, as a browser's date field has them. */
export const dayOf = (at: number): string => {
  const date = new Date(at)
  return `${String(date.getFullYear()).padStart(4, '0')}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

/** Midnight at the beginning of a day, in milliseconds since 1970; a day of 23 or 25 hours is one day all the same. */
export function startOf(day: string, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}

export const addDays = (day: string, days: number): string => dayOf(startOf(day, days))

/** The Monday of its week. */
export function mondayOf(day: string): string {
  const weekday = new Date(startOf(day)).getDay()
  return addDays(day, weekday === 0 ? -6 : 1 - weekday)
}

export const isDay = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(startOf(text)) === text
