import { Fault } from '@steckwerk/kernel'
import { requireStaff, type Operation } from '../desk.ts'
import { makeSlots } from '../make-slots.ts'

/** Brings a calendar's slots in line with its rule at once; otherwise that happens within minutes. Staff only. Answers Parameters with the counts.
 *  Faults: scheduling/staff-only, scheduling/schedule-missing, scheduling/rule-form. */
export const remakeSlots: Operation = async (desk, call) => {
  requireStaff(desk)
  if (call.id === undefined) throw new Fault('not-found', 'scheduling/schedule-missing', 'There is no such calendar.')
  const counts = await makeSlots(desk.carrier.fhir, call.id, desk.now)
  desk.changed()
  const parameter = Object.entries(counts).map(([name, valueInteger]: [string, number]) => ({ name, valueInteger }))
  return { status: 200, resource: { resourceType: 'Parameters', parameter } }
}
