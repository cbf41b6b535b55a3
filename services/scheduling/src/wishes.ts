import { z } from 'zod'
import { refusal } from './refusal.ts'
import type { Appointment, Slot } from './resources.ts'
import { weekdays } from './rule.ts'
import { slotSpan } from './slot-plan.ts'
import { vocabulary } from './vocabulary.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:00)?$/).transform((text) => text.slice(0, 5))

/** What somebody who waits has said beside the wished periods. Times are the calendar's wall clock; `to` is when the appointment has to begin at the latest, excluded. */
const form = z.strictObject({
  days: z.array(z.enum(weekdays)).max(7).default([]),
  from: time.optional(),
  to: time.optional(),
  /** How long before its beginning they have to know of an appointment. */
  noticeMinutes: z.number().int().min(0).max(90 * 24 * 60).default(0),
})
type Wishes = z.output<typeof form>

/** Without wishes every time is welcome; undefined where they cannot be read. */
function readWishes({ extension }: Appointment): Wishes | undefined {
  const parts = extension?.find(({ url }) => url === vocabulary.wishedTimes)?.extension ?? []
  const input: Record<string, unknown> = { days: parts.flatMap(({ url, valueCode }) => (url === 'day' ? [valueCode] : [])) }
  for (const part of parts) if (part.url !== 'day') input[part.url] = part['valueTime'] ?? part['valueUnsignedInt']
  return form.safeParse(input).data
}

/** Faults: scheduling/wish-form. */
export function requireWishes(appointment: Appointment): void {
  const hasPeriods = (appointment.requestedPeriod ?? []).every(({ start, end }) => [start, end].every((at) => at === undefined || !Number.isNaN(Date.parse(at))))
  if (readWishes(appointment) === undefined || !hasPeriods) throw refusal('scheduling/wish-form', 'The wished times cannot be read.', 'Appointment', 'value')
}

/** Whether somebody who waits would come at this time, told of it now. Whose wishes somebody else has made unreadable is offered nothing, and keeps nobody
 *  from theirs. */
export function isWished(appointment: Appointment, slot: Slot, { now, timeZone }: { readonly now: number; readonly timeZone: string }): boolean {
  const { start, end } = slotSpan(slot)
  const periods = appointment.requestedPeriod ?? []
  if (periods.length > 0 && !periods.some((wish) => (wish.start === undefined || Date.parse(wish.start) <= start) && (wish.end === undefined || end <= Date.parse(wish.end)))) return false
  const wishes = readWishes(appointment)
  if (wishes === undefined) return false
  const { days, from, to, noticeMinutes } = wishes
  if (start < now + noticeMinutes * 60_000) return false
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone)
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return (days.length === 0 || days.includes(weekdays[local.dayOfWeek - 1]!)) && (from === undefined || from <= clock) && (to === undefined || clock < to)
}
