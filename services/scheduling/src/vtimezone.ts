/** RFC 5545 VTIMEZONE of an IANA zone, for the years between two instants: each change of the clock stands there by itself, so that it is right for any zone
 *  and any year without rules of our own. Milliseconds since 1970. */
export function vtimezone(timeZone: string, from: number, to: number): string {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const start = first.with({ month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }).subtract({ years: 1 })
  const observances = [observance(start, start.offset, false)]
  for (let at = start.getTimeZoneTransition('next'); at !== null && at.epochMilliseconds <= to + 366 * 24 * 60 * 60_000; at = at.getTimeZoneTransition('next')) {
    observances.push(observance(at, at.subtract({ nanoseconds: 1 }).offset, isDaylight(at)))
  }
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observances.flat(), 'END:VTIMEZONE'].join('\r\n')
}

/** Begins at the wall clock as it was before the change. */
function observance(at: Temporal.ZonedDateTime, before: string, daylight: boolean): readonly string[] {
  const wall = at.toInstant().toZonedDateTimeISO(before).toPlainDateTime()
  const kind = daylight ? 'DAYLIGHT' : 'STANDARD'
  return [`BEGIN:${kind}`, `DTSTART:${stamp(wall)}`, `TZOFFSETFROM:${offset(before)}`, `TZOFFSETTO:${offset(at.offset)}`, `END:${kind}`]
}

const stamp = (wall: Temporal.PlainDateTime): string => wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
const offset = (text: string): string => text.replaceAll(':', '')

/** The clock stands ahead of the zone's least offset within the year. */
function isDaylight(at: Temporal.ZonedDateTime): boolean {
  const offsets = [1, 7].map((month) => at.with({ month, day: 1 }).offsetNanoseconds)
  return at.offsetNanoseconds > Math.min(...offsets)
}
