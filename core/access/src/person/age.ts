/** Days as YYYY-MM-DD, in Germany's time: a day ends at midnight there. */
const german = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit', day: '2-digit' })

export function dayOf(instant: number | Date): string {
  return german.format(instant)
}

/** The day some days later; `days` may be negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whether the text is a day of the calendar. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text
}

/** The birthday at which somebody reaches an age. Of a birth date known by year or month only the earliest day counts: access ends too
 *  early rather than too late. Somebody born on 29 February reaches it on 1 March of a year without one (§ 188 BGB). undefined without a
 *  birth date. */
export function birthdayAt(birthDate: string | undefined, age: number): string | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(birthDate ?? '')
  if (parts === null) return undefined
  const day = new Date(Date.UTC(Number(parts[1]) + age, Number(parts[2] ?? '01') - 1, Number(parts[3] ?? '01')))
  return day.toISOString().slice(0, 10)
}
