import { Fault } from '@steckwerk/kernel'
import { requireStaff, type Operation } from '../desk.ts'
import { slotSteps } from '../make-slots.ts'

/** An operation is waited for no longer than 10 seconds. */
const budgetMs = 5_000

/** Brings a calendar's slots in line with its rule at once; otherwise that happens within minutes. Staff only. Answers Parameters with the counts; where time
 *  is short, 202 with those so far, and the rest is made in the background.
 *  Faults: scheduling/staff-only, scheduling/schedule-missing, scheduling/rule-form, scheduling/too-many-slots. */
export const remakeSlots: Operation = async (desk, call) => {
  requireStaff(desk)
  if (call.id === undefined) throw new Fault('not-found', 'scheduling/schedule-missing', 'There is no such calendar.')
  const until = performance.now() + budgetMs
  const counts = { made: 0, changed: 0, withdrawn: 0 }
  let isDone = true
  for await (const step of slotSteps(desk.carrier.fhir, call.id, desk.now)) {
    for (const name of ['made', 'changed', 'withdrawn'] as const) counts[name] += step[name]
    isDone = performance.now() < until
    if (!isDone) break
  }
  if (isDone) desk.changed()
  else desk.remake()
  const parameter = Object.entries(counts).map(([name, valueInteger]: [string, number]) => ({ name, valueInteger }))
  return { status: isDone ? 200 : 202, resource: { resourceType: 'Parameters', parameter } }
}
