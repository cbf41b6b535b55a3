import { isDeepStrictEqual } from 'node:util'
import { refusal } from './refusal.ts'
import type { Appointment, Stored } from './resources.ts'

const byPatient = ['comment'] as const
const byStaff = ['description', 'comment', 'patientInstruction', 'priority', '_priority', 'reasonCode', 'reasonReference', 'supportingInformation', 'appointmentType', 'serviceType', 'specialty', 'basedOn'] as const

/** The appointment with what may be amended taken from `asked`; what `asked` leaves out is as it was. Pure.
 *  Faults: scheduling/amend-fixed where anything that binds would change. */
export function amendments(before: Stored<Appointment>, asked: Appointment, isPatient: boolean): Stored<Appointment> {
  const allowed: readonly string[] = isPatient ? byPatient : byStaff
  for (const [name, value] of Object.entries(asked)) {
    if (['resourceType', 'id', 'meta', 'text'].includes(name) || allowed.includes(name) || isDeepStrictEqual(value, before[name])) continue
    throw refusal('scheduling/amend-fixed', 'This cannot be changed afterwards: book or move the appointment instead.', `Appointment.${/^[A-Za-z_]{1,40}$/.test(name) ? name : ''}`)
  }
  const taken = Object.fromEntries(Object.entries(asked).filter(([name]) => allowed.includes(name)))
  return { ...before, ...taken }
}
