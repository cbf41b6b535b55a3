export interface Age {
  readonly value: number
  readonly unit: 'day' | 'month' | 'year'
}

/** Age on the day of `now` (local time): days in the first month, months in the first two years, then years.
 *  `birthDate` is a FHIR date; from a year alone the age is the difference of the years; undefined for nonsense or the future. */
export function ageOf(birthDate: string | undefined, now: Date): Age | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(birthDate ?? '')
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), match[2] === undefined ? undefined : Number(match[2]), Number(match[3] ?? 1)]
  if (month === undefined) return year > now.getFullYear() ? undefined : { value: now.getFullYear() - year, unit: 'year' }
  const before = now.getDate() < day ? 1 : 0
  const months = (now.getFullYear() - year) * 12 + now.getMonth() + 1 - month - before
  if (months >= 24) return { value: Math.floor(months / 12), unit: 'year' }
  if (months >= 1) return { value: months, unit: 'month' }
  const days = Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(year, month - 1, day)) / 86_400_000)
  return days < 0 ? undefined : { value: days, unit: 'day' }
}
