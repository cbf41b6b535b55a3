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
let knownHour = Number.NaN
let knownOffset = 0

/** An instant as hospital systems write it, wall time without zone: `YYYYMMDDHHMMSS`. */
export function berlinTime(instant: Date): string {
  const hour = Math.floor(instant.getTime() / 3_600_000)
  if (hour !== knownHour) {
    knownOffset = offsetAt(hour * 3_600_000)
    knownHour = hour
  }
  return new Date(instant.getTime() + knownOffset).toISOString().slice(0, 19).replace(/[-:T]/g, '')
}

function offsetAt(milliseconds: number): number {
  const part = new Map(formatter.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]))
  const at = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute')) - milliseconds
}
