import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import type { Extension, Schedule } from './resources.ts'
import { vocabulary } from './vocabulary.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const hours = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), from: time, to: time })
  .refine(({ from, to }) => to === '00:00' || from < to, 'ends after it begins; 00:00 is midnight at the end of the day')

const closed = z.strictObject({ start: z.iso.date(), end: z.iso.date() }).refine(({ start, end }) => start <= end, 'ends no earlier than it begins')

/** When and how a calendar may be booked. Times are the zone's wall clock. */
export const rule = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'a time zone of the IANA database').default('Europe/Berlin'),
  /** `booking` is agreed at once; `request` waits for somebody of the house, as for a stay as an inpatient. */
  mode: z.enum(['booking', 'request']).default('booking'),
  slotMinutes: z.number().int().min(5).max(24 * 60),
  /** Kept free after each slot. */
  bufferMinutes: z.number().int().min(0).max(240).default(0),
  /** So many at the same time. */
  capacity: z.number().int().min(1).max(50).default(1),
  /** How long before its beginning a patient may still book. Staff may always. */
  leadMinutes: z.number().int().min(0).max(90 * 24 * 60).default(0),
  /** How far ahead there are slots. */
  horizonDays: z.number().int().min(1).max(400).default(60),
  /** How long before its beginning a patient may still cancel or move. */
  cancelMinutes: z.number().int().min(0).max(30 * 24 * 60).default(0),
  hours: z.array(hours).max(50).default([]),
  /** Days without slots, both ends included: holidays, congresses. */
  closed: z.array(closed).max(200).default([]),
  /** Opened on one day only, closed or not. */
  extra: z.array(z.strictObject({ date: z.iso.date(), from: time, to: time }).refine(({ from, to }) => to === '00:00' || from < to, 'ends after it begins')).max(200).default([]),
  /** Ids of further Schedules (room, device, second person) that must be free for the whole time. */
  resources: z.array(z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)).max(10).default([]),
})

export type Rule = z.output<typeof rule>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const code = (url: string, value: string): Extension => ({ url, valueCode: value })
const count = (url: string, value: number): Extension => ({ url, valueUnsignedInt: value })
const clockTime = (url: string, value: string): Extension => ({ url, valueTime: `${value}:00` })

/** The rule as Schedule.extension, so that a calendar and its rule have one version and leave the house together.
 *  Faults: scheduling/rule-form. */
export function writeRule(input: z.input<typeof rule>): Extension {
  const r = parsed(input)
  return {
    url: vocabulary.availability,
    extension: [
      code('timeZone', r.timeZone),
      code('mode', r.mode),
      ...(['slotMinutes', 'bufferMinutes', 'capacity', 'leadMinutes', 'horizonDays', 'cancelMinutes'] as const).map((name) => count(name, r[name])),
      ...r.hours.map(({ days, from, to }) => ({ url: 'hours', extension: [...days.map((day) => code('day', day)), clockTime('from', from), clockTime('to', to)] })),
      ...r.closed.map((period) => ({ url: 'closed', valuePeriod: period })),
      ...r.extra.map(({ date, from, to }) => ({ url: 'extra', extension: [{ url: 'date', valueDate: date }, clockTime('from', from), clockTime('to', to)] })),
      ...r.resources.map((id) => ({ url: 'resource', valueReference: { reference: `Schedule/${id}` } })),
    ],
  }
}

/** The rule of a calendar; undefined where it has none: then its slots are made by somebody else.
 *  Faults: scheduling/rule-form. */
export function readRule(schedule: Schedule): Rule | undefined {
  const found = schedule.extension?.find(({ url }) => url === vocabulary.availability)
  if (found === undefined) return undefined
  const parts = found.extension ?? []
  const input: Record<string, unknown> = {}
  const lists: Record<string, unknown[]> = { hours: [], closed: [], extra: [], resources: [] }
  for (const part of parts) {
    if (part.url === 'closed') lists.closed!.push(part['valuePeriod'])
    else if (part.url === 'hours') lists.hours!.push({ ...times(part), days: (part.extension ?? []).filter(({ url }) => url === 'day').map((day) => day['valueCode']) })
    else if (part.url === 'extra') lists.extra!.push({ ...times(part), date: part.extension?.find(({ url }) => url === 'date')?.['valueDate'] })
    else if (part.url === 'resource') lists.resources!.push((part['valueReference'] as { reference?: string } | undefined)?.reference?.replace(/^Schedule\//, ''))
    else input[part.url] = part['valueCode'] ?? part['valueUnsignedInt'] ?? part['valuePositiveInt']
  }
  return parsed({ ...input, ...lists })
}

function times(part: Extension): { from: unknown; to: unknown } {
  const at = (name: string) => {
    const value = part.extension?.find(({ url }) => url === name)?.['valueTime']
    return typeof value === 'string' ? value.slice(0, 5) : value
  }
  return { from: at('from'), to: at('to') }
}

function parsed(input: unknown): Rule {
  const result = rule.safeParse(input)
  if (result.success) return result.data
  const at = `Schedule.extension.${result.error.issues[0]?.path.join('.') ?? ''}`
  throw new Fault('unprocessable', 'scheduling/rule-form', 'The calendar’s rule of availability cannot be read.', { at })
}
