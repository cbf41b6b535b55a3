/** Closed instants in microseconds since 1970 UTC. */
export interface DateRange {
  readonly low: number
  readonly high: number
}

const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function lastDay(year: number, month: number): number {
  return month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : daysInMonth[month - 1]!
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 14 || minutes > 59 || (hours === 14 && minutes > 0)) return NaN
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

/** Milliseconds since 1970 UTC; years below 100 are meant as written. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second)
  if (year >= 100) return milliseconds
  return new Date(milliseconds).setUTCFullYear(year, month - 1, day)
}

/** A time from a query string: the "+" of its offset, where it came unescaped, has become a space. */
export function withOffsetSign(text: string): string {
  return text.replace(/ (?=\d\d:\d\d$)/, '+')
}

/** The time a date, dateTime or instant covers by its precision: "2026" is the whole year, "…T08:15" the whole minute.
 *  What has no zone is taken as UTC. undefined where the text is no such value or names a day that does not exist.
 *  Beyond the years 1684–2255 microseconds exceed a double's integers: both ends round alike for equal texts. */
export function dateRange(text: string): DateRange | undefined {
  const parts = pattern.exec(text)
  if (parts === null) return undefined
  const year = Number(parts[1])
  const month = parts[2] === undefined ? 1 : Number(parts[2])
  if (year === 0 || month < 1 || month > 12) return undefined
  if (parts[3] === undefined) {
    const next = parts[2] === undefined ? utc(year + 1, 1, 1, 0, 0, 0) : utc(year, month + 1, 1, 0, 0, 0)
    return { low: utc(year, month, 1, 0, 0, 0) * 1000, high: next * 1000 - 1 }
  }
  const day = Number(parts[3])
  if (day < 1 || day > lastDay(year, month)) return undefined
  if (parts[4] === undefined) {
    const low = utc(year, month, day, 0, 0, 0) * 1000
    return { low, high: low + 86_399_999_999 }
  }
  const hour = Number(parts[4])
  const minute = Number(parts[5])
  const second = parts[6] === undefined ? 0 : Number(parts[6])
  const offset = offsetMinutes(parts[8])
  if (hour > 23 || minute > 59 || second > 60 || Number.isNaN(offset)) return undefined
  const start = (utc(year, month, day, hour, minute, second) - offset * 60_000) * 1000
  if (parts[6] === undefined) return { low: start, high: start + 59_999_999 }
  if (parts[7] === undefined) return { low: start, high: start + 999_999 }
  const digits = parts[7].slice(0, 6)
  const width = 10 ** (6 - digits.length)
  const low = start + Number(digits) * width
  return { low, high: low + width - 1 }
}
