const formatter = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

// Asking Intl for every time would cost more than the rest of a message; the offset changes on full hours only.
const offsets = new Map<number, number>()
const mostKept = 24 * 366

/** An instant as hospital systems write it, wall time without zone: `YYYYMMDDHHMMSS`. */
export function berlinTime(instant: Date): string {
  const hour = Math.floor(instant.getTime() / 3_600_000)
  let offset = offsets.get(hour)
  if (offset === undefined) {
    offset = offsetAt(hour * 3_600_000)
    if (offsets.size >= mostKept) offsets.clear()
    offsets.set(hour, offset)
  }
  const text = new Date(instant.getTime() + offset).toISOString()
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 10)}${text.slice(11, 13)}${text.slice(14, 16)}${text.slice(17, 19)}`
}

function offsetAt(milliseconds: number): number {
  const part = new Map(formatter.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]))
  const at = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute')) - milliseconds
}
