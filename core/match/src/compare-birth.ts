import type { BirthDate } from './features.ts'
import type { Level } from './levels.ts'

/** How two dates of birth compare; undefined where one is unknown. */
export function compareBirth(one: BirthDate | undefined, other: BirthDate | undefined): Level<'birth'> | undefined {
  if (one === undefined || other === undefined) return undefined
  const { year, month, day } = one
  if (year === other.year && month === other.month && day === other.day && day !== 0) return 'same'
  if (isIncomplete(one) || isIncomplete(other)) return agreesAsFarAsKnown(one, other) ? 'incomplete' : 'different'
  if (year === other.year && month === other.day && day === other.month) return 'day-month'
  if (oneSlip(digitsOf(one), digitsOf(other))) return 'digit'
  if (month === other.month && day === other.day && Math.abs(year - other.year) === 1) return 'year'
  return 'different'
}

/** Years between two births; undefined where one is unknown. */
export function yearsBetween(one: BirthDate | undefined, other: BirthDate | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.abs(one.year - other.year)
}

/** 1 January also stands for a day nobody knows. */
function isIncomplete({ month, day }: BirthDate): boolean {
  return month === 0 || day === 0 || isNewYear({ month, day })
}

function isNewYear({ month, day }: Pick<BirthDate, 'month' | 'day'>): boolean {
  return month === 1 && day === 1
}

function agreesAsFarAsKnown(one: BirthDate, other: BirthDate): boolean {
  const open = (date: BirthDate): boolean => date.month === 0 || isNewYear(date)
  return one.year === other.year && (open(one) || open(other) || one.month === other.month)
}

function digitsOf({ year, month, day }: BirthDate): string {
  return `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
}

/** One of the eight digits differs, or two neighbours are exchanged. */
function oneSlip(one: string, other: string): boolean {
  const differing: number[] = []
  for (let at = 0; at < one.length; at++) {
    if (one[at] === other[at]) continue
    differing.push(at)
    if (differing.length > 2) return false
  }
  if (differing.length === 1) return true
  const [first, second] = differing as [number, number]
  return second === first + 1 && one[first] === other[second] && one[second] === other[first]
}
