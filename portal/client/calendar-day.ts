/** YYYY-MM-DD of a day that exists; undefined for any other. */
export function calendarDay(parts: { readonly day: string; readonly month: string; readonly year: string }): string | undefined {
  if (!/^\d{4}$/.test(parts.year) || !/^\d{1,2}$/.test(parts.month) || !/^\d{1,2}$/.test(parts.day)) return undefined
  const text = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** The day so many days after an instant (milliseconds since 1970), in the reader's time zone. */
export function dayAfter(now: number, days: number): string {
  const at = new Date(now)
  return localDay(new Date(at.getFullYear(), at.getMonth(), at.getDate() + days))
}

function localDay(at: Date): string {
  return `${String(at.getFullYear()).padStart(4, '0')}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
