import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { FhirBundleEntry, FhirClient, FhirResource } from '@steckwerk/plug'
import { openSlots, type Span } from './open-times.ts'
import { refusal } from './refusal.ts'
import { isSchedule, isSlot, type Slot, type Stored } from './resources.ts'
import { readRule, type Rule } from './rule.ts'
import { planSlots, slotKey, slotSpan, statusOf, type SlotPlan } from './slot-plan.ts'
import { vocabulary } from './vocabulary.ts'

const batchSize = 200
const attempts = 3
const partDays = 28
/** No calendar has more slots than this within its horizon; beyond it the rule is refused rather than half made. */
const mostSlots = 50_000
const day = 24 * 60 * 60_000

export interface SlotCounts {
  readonly made: number
  readonly changed: number
  readonly withdrawn: number
}

/** Makes a calendar's slots up to its horizon and takes back those that its rule no longer opens; what was done, in all.
 *  Faults: scheduling/schedule-missing, scheduling/rule-form, scheduling/too-many-slots. */
export async function makeSlots(fhir: FhirClient, scheduleId: string, now: number): Promise<SlotCounts> {
  const counts = { made: 0, changed: 0, withdrawn: 0 }
  for await (const { made, changed, withdrawn } of slotSteps(fhir, scheduleId, now)) {
    counts.made += made
    counts.changed += changed
    counts.withdrawn += withdrawn
  }
  return counts
}

/** The same step by step, so that who has little time can leave the rest to somebody else. Repeatable, also by several at once: a slot's id comes from
 *  its calendar, beginning and lane, new ones are written only where there is none, changes only over the version seen. Where somebody was faster it is
 *  looked at anew; what still collides is left to the next run. Faults: as above. */
export async function* slotSteps(fhir: FhirClient, scheduleId: string, now: number): AsyncGenerator<SlotCounts, void> {
  const schedule = await fhir.read('Schedule', scheduleId)
  if (!isSchedule(schedule)) throw new Fault('not-found', 'scheduling/schedule-missing', 'There is no such calendar.')
  const found = readRule(schedule)
  if (found === undefined) return
  const rule = schedule.active === false ? { ...found, hours: [], extra: [] } : found
  const parts = partsOf(rule, now)
  let open = 0
  for (const { start, end } of parts) open += openSlots(rule, start, Math.min(end, now + rule.horizonDays * day)).length
  if (open > mostSlots) throw refusal('scheduling/too-many-slots', 'The calendar’s rule opens more slots than a calendar can hold.', 'Schedule.extension')
  for (const part of parts) {
    for (let attempt = 0; attempt < attempts; attempt++) {
      let collided = false
      for (const { kind, entry } of batches(scheduleId, await planOf(fhir, scheduleId, rule, now, part))) {
        const isDone = await write(fhir, entry)
        collided ||= !isDone
        if (isDone) yield { made: 0, changed: 0, withdrawn: 0, [kind]: entry.length }
      }
      if (!collided) break
    }
  }
}

/** Months of the horizon; the last one also holds what lies beyond. */
function partsOf(rule: Rule, now: number): readonly Span[] {
  const count = Math.ceil(rule.horizonDays / partDays)
  return Array.from({ length: count }, (_, at) => ({ start: now + 1 + at * partDays * day, end: at === count - 1 ? Infinity : now + 1 + (at + 1) * partDays * day }))
}

async function planOf(fhir: FhirClient, scheduleId: string, rule: Rule, now: number, part: Span): Promise<SlotPlan> {
  // Those that begin a day earlier or later still touch it: no slot is longer.
  const until = part.end === Infinity ? undefined : part.end + day
  const [existing, ...resources] = await Promise.all([scheduleId, ...rule.resources].map(async (id) => slotsOf(fhir, id, part.start - day, until)))
  return planSlots({ schedule: scheduleId, rule, now, existing: existing ?? [], resources, part })
}

interface Batch {
  readonly kind: keyof SlotCounts
  readonly entry: readonly FhirBundleEntry[]
}

function* batches(scheduleId: string, plan: SlotPlan): Generator<Batch> {
  const all: Readonly<Record<keyof SlotCounts, readonly FhirBundleEntry[]>> = {
    withdrawn: plan.withdraw.map((slot) => ({ request: { method: 'DELETE', url: `Slot/${slot.id}`, ifMatch: etag(slot) } })),
    changed: plan.change.map((slot) => ({ resource: slot, request: { method: 'PUT', url: `Slot/${slot.id}`, ifMatch: etag(slot) } })),
    made: plan.make.map((open) => creation(scheduleId, open)),
  }
  for (const kind of ['withdrawn', 'changed', 'made'] as const) {
    for (let at = 0; at < all[kind].length; at += batchSize) yield { kind, entry: all[kind].slice(at, at + batchSize) }
  }
}

function creation(scheduleId: string, open: SlotPlan['make'][number]): FhirBundleEntry {
  const value = slotKey(scheduleId, open)
  const id = createHash('sha256').update(value).digest('hex').slice(0, 32)
  const blank: Stored<Slot> = {
    resourceType: 'Slot',
    id,
    meta: { profile: [vocabulary.isikTerminblock] },
    identifier: [{ system: vocabulary.slot, value }],
    schedule: { reference: `Schedule/${scheduleId}` },
    status: 'free',
    start: new Date(open.start).toISOString(),
    end: new Date(open.end).toISOString(),
  }
  return { resource: open.isFree ? blank : statusOf(blank, false), request: { method: 'PUT', url: `Slot/${id}`, ifNoneMatch: '*' } }
}

/** Every calendar with a rule, or only those that need others along with them; calendars that others need come first, so that theirs are seen. */
export async function ruledSchedules(fhir: FhirClient, which: 'all' | 'dependent' = 'all'): Promise<readonly string[]> {
  const found = (await fhir.all('Schedule', [])).filter(isSchedule)
  const resources = new Map(found.map((schedule) => [schedule.id, soundResources(schedule)]))
  return found
    .filter(({ id }) => (resources.get(id)?.length ?? -1) >= (which === 'all' ? 0 : 1))
    .toSorted((a, b) => resources.get(a.id)!.length - resources.get(b.id)!.length)
    .map(({ id }) => id)
}

/** A calendar's slots that begin at `from` or later. */
export async function slotsOf(fhir: FhirClient, schedule: string, from: number, to?: number): Promise<readonly Stored<Slot>[]> {
  const until: [string, string][] = to === undefined ? [] : [['start', `lt${new Date(to).toISOString()}`]]
  const found = await fhir.all('Slot', [['schedule', `Schedule/${schedule}`], ['start', `ge${new Date(from).toISOString()}`], ...until, ['_count', '1000']], mostSlots)
  return found.filter(isSlot).toSorted((a, b) => slotSpan(a).start - slotSpan(b).start)
}

export const etag = (resource: FhirResource): string => `W/"${resource.meta?.versionId ?? ''}"`

function soundResources(schedule: Parameters<typeof readRule>[0]): readonly string[] | undefined {
  try {
    return readRule(schedule)?.resources
  } catch {
    // A rule that cannot be read is told when its slots are made; it must not keep others from theirs.
    return schedule.extension?.some(({ url }) => url === vocabulary.availability) === true ? [] : undefined
  }
}

/** Whether it was written; false where somebody was faster. */
async function write(fhir: FhirClient, entry: readonly FhirBundleEntry[]): Promise<boolean> {
  try {
    await fhir.transaction({ resourceType: 'Bundle', type: 'transaction', entry })
    return true
  } catch (thrown) {
    if (thrown instanceof Fault && (thrown.kind === 'conflict' || thrown.kind === 'precondition')) return false
    throw thrown
  }
}
