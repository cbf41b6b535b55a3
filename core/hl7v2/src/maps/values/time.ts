import type { Zone } from './zone.ts'

const pattern = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?([+-]\d{4})?$/

interface Parts {
  readonly year: string
  readonly month: string | undefined
  readonly day: string | undefined
  readonly hour: string | undefined
  readonly minute: string
  readonly second: string
  readonly fraction: string | undefined
  readonly offset: string | undefined
}

/** A FHIR date with the precision sent: `19500000` is 1950, `195003` is 1950-03. What is no date between the years 1800 and 2199:
 *  undefined. */
export function dateOf(text: string): string | undefined {
  const parts = read(text)
  return parts && dayOf(parts)
}

/** A FHIR dateTime. Without a time of day it is a date; a time has seconds and an offset: the one sent or the zone's. What is no time: undefined. */
export function dateTimeOf(text: string, zone: Zone): string | undefined {
  const parts = read(text)
  if (!parts) return undefined
  const day = dayOf(parts)
  if (day === undefined || parts.hour === undefined || day.length < 10) return day
  const { hour, minute, second } = parts
  if (hour > '23' || minute > '59' || second > '59') return undefined
  const fraction = parts.fraction === undefined ? '' : `.${parts.fraction.slice(0, 3).padEnd(3, '0')}`
  return `${day}T${hour}:${minute}:${second}${fraction}${parts.offset === undefined ? zoneOffset(parts, zone) : sentOffset(parts.offset)}`
}

/** Whether the text names a time of day too. */
export function hasTimeOfDay(text: string): boolean {
  return read(text)?.hour !== undefined
}

/** A FHIR dateTime as milliseconds, to compare. */
export function instantOf(dateTime: string): number {
  return Date.parse(dateTime)
}

function read(text: string): Parts | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const year = match[1]!
  if (year < '1800' || year > '2199') return undefined
  return {
    year,
    month: match[2] === '00' ? undefined : match[2],
    day: match[3] === '00' ? undefined : match[3],
    hour: match[4],
    minute: match[5] ?? '00',
    second: match[6] ?? '00',
    fraction: match[7],
    offset: match[8],
  }
}

function dayOf({ year, month, day }: Parts): string | undefined {
  if (month === undefined) return year
  if (month > '12') return undefined
  if (day === undefined) return `${year}-${month}`
  return Number(day) > daysIn(Number(year), Number(month)) ? undefined : `${year}-${month}-${day}`
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

function zoneOffset(parts: Parts, zone: Zone): string {
  const year = Number(parts.year)
  const local = Date.UTC(year, Number(parts.month) - 1, Number(parts.day), Number(parts.hour), Number(parts.minute), Number(parts.second))
  const minutes = zone.offsetOf(local, year)
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function sentOffset(offset: string): string {
  return `${offset.slice(0, 3)}:${offset.slice(3)}`
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
