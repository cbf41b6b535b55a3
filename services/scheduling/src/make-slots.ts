import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { FhirBundleEntry, FhirClient, FhirResource } from '@steckwerk/plug'
import { isSchedule, isSlot, type Slot, type Stored } from './resources.ts'
import { readRule } from './rule.ts'
import { planSlots, slotKey, slotSpan, statusOf, type SlotPlan } from './slot-plan.ts'
import { vocabulary } from './vocabulary.ts'

const batchSize = 200
const attempts = 3
/** No calendar has more slots than this within its horizon; beyond it the rule is refused rather than half made. */
const mostSlots = 50_000
const day = 24 * 60 * 60_000

export interface SlotCounts {
  readonly made: number
  readonly changed: number
  readonly withdrawn: number
}

/** Makes a calendar's slots up to its horizon and takes back those that its rule no longer opens. Repeatable, also by several at once: a slot's id comes from
 *  its calendar, beginning and lane, new ones are written only where there is none, changes only over the version seen. Where somebody was faster it is
 *  looked at anew; what still collides is left to the next run.
 *  Faults: scheduling/schedule-missing, scheduling/rule-form. */
export async function makeSlots(fhir: FhirClient, scheduleId: string, now: number): Promise<SlotCounts> {
  const counts = { made: 0, changed: 0, withdrawn: 0 }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const plan = await planOf(fhir, scheduleId, now)
    const withdrawn = await write(fhir, plan.withdraw.map((slot) => ({ request: { method: 'DELETE', url: `Slot/${slot.id}`, ifMatch: etag(slot) } })))
    const changed = await write(fhir, plan.change.map((slot) => ({ resource: slot, request: { method: 'PUT', url: `Slot/${slot.id}`, ifMatch: etag(slot) } })))
    const made = await write(fhir, plan.make.map((open) => creation(scheduleId, open)))
    counts.withdrawn += withdrawn.done
    counts.changed += changed.done
    counts.made += made.done
    if (!withdrawn.collided && !changed.collided && !made.collided) break
  }
  return counts
}

async function planOf(fhir: FhirClient, scheduleId: string, now: number): Promise<SlotPlan> {
  const schedule = await fhir.read('Schedule', scheduleId)
  if (!isSchedule(schedule)) throw new Fault('not-found', 'scheduling/schedule-missing', 'There is no such calendar.')
  const rule = readRule(schedule)
  if (rule === undefined) return { make: [], change: [], withdraw: [] }
  const closed = schedule.active === false ? { ...rule, hours: [], extra: [] } : rule
  const [existing, ...resources] = await Promise.all([scheduleId, ...rule.resources].map(async (id) => slotsOf(fhir, id, now - day)))
  return planSlots({ schedule: scheduleId, rule: closed, now, existing: existing ?? [], resources })
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

async function write(fhir: FhirClient, entries: readonly FhirBundleEntry[]): Promise<{ readonly done: number; readonly collided: boolean }> {
  let done = 0
  let collided = false
  for (let at = 0; at < entries.length; at += batchSize) {
    const entry = entries.slice(at, at + batchSize)
    try {
      await fhir.transaction({ resourceType: 'Bundle', type: 'transaction', entry })
      done += entry.length
    } catch (thrown) {
      if (!(thrown instanceof Fault) || (thrown.kind !== 'conflict' && thrown.kind !== 'precondition')) throw thrown
      collided = true
    }
  }
  return { done, collided }
}
