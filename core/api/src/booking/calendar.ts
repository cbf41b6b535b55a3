import type { AppointmentView } from '../contract/booking.ts'

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
const stamp = (instant: string): string => new Date(instant).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/** Lines of at most 75 octets; a character of several stays whole. Source: RFC 5545 §3.1. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += sign
    octets += size
  }
  return [...parts, part].join('\r\n ')
}

const stateOf = (view: AppointmentView): string => (view.state === 'cancelled' || view.state === 'moved' ? 'CANCELLED' : view.state === 'requested' || view.state === 'offered' ? 'TENTATIVE' : 'CONFIRMED')

/** The appointment as a calendar file, whoever the carrier's provider is. One UID for ever, so that a newer file replaces the older entry.
 *  Source: RFC 5545. */
export function calendarOf(view: AppointmentView, now: number): string {
  const start = view.start ?? new Date(now).toISOString()
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Steckwerk//Portal//DE', 'METHOD:PUBLISH', 'BEGIN:VEVENT',
    `UID:${view.id}@${view.carrier.slug}.steckwerk`,
    `DTSTAMP:${stamp(new Date(now).toISOString())}`,
    ...(view.changedAt === '' ? [] : [`LAST-MODIFIED:${stamp(view.changedAt)}`]),
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(view.end ?? start)}`,
    `SUMMARY:${escaped(`${view.what} (${view.carrier.name})`)}`,
    `LOCATION:${escaped(view.where.join(', '))}`,
    ...(view.bring === undefined ? [] : [`DESCRIPTION:${escaped(view.bring)}`]),
    `STATUS:${stateOf(view)}`,
    'END:VEVENT', 'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
