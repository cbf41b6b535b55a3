import { dateTimeOf } from './time.ts'
import { zoneOf } from './zone.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A FHIR date, dateTime or instant as HL7 v2 local time of the zone, `20261121083000`; a date keeps its precision. The hour that autumn
 *  doubles gets its offset where it is the second pass, which a reader would otherwise take for the first. Fault: hl7v2/zone. */
export function writeTime(value: string, zoneName: string): string {
  if (value.length <= 10) return value.replaceAll('-', '')
  const zone = zoneOf(zoneName)
  let format = formats.get(zoneName)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zoneName, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
    formats.set(zoneName, format)
  }
  const instant = Math.floor(Date.parse(value) / 1000) * 1000
  const parts = new Map<string, string>(format.formatToParts(instant).map(({ type, value: text }) => [type, text]))
  const part = (name: string): string => parts.get(name) ?? ''
  const local = `${part('year').padStart(4, '0')}${part('month')}${part('day')}${part('hour')}${part('minute')}${part('second')}`
  const read = dateTimeOf(local, zone)
  if (read !== undefined && Date.parse(read) === instant) return local
  const asUtc = Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day')), Number(part('hour')), Number(part('minute')), Number(part('second')))
  const offset = Math.round((asUtc - instant) / 60_000)
  const size = Math.abs(offset)
  return `${local}${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`
}
