import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer, OperationCall, OperationCaller, PlugCarrier } from '@steckwerk/plug'
import { isAppointment, patientsOf, type Appointment, type Stored } from './resources.ts'

/** Where an operation is carried out: one carrier, one caller, one moment. */
export interface Desk {
  readonly carrier: PlugCarrier
  readonly caller: OperationCaller
  /** The carrier's FHIR base, without a slash at the end. */
  readonly base: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Slots became free or taken: whoever waits is offered them, and what depends on them follows. */
  readonly changed: () => void
  /** All calendars are to be brought in line with their rules soon. */
  readonly remake: () => void
}

export type Operation = (desk: Desk, call: OperationCall) => Promise<OperationAnswer>

/** Faults: scheduling/staff-only. */
export function requireStaff({ caller }: Desk): void {
  if (caller.patients !== undefined) throw new Fault('forbidden', 'scheduling/staff-only', 'Only the hospital’s staff may do this.')
}

/** A caller who acts for patients sees and changes theirs only; another's is as if it were not there.
 *  Faults: scheduling/appointment-missing. */
export async function readAppointment(desk: Desk, id: string | undefined): Promise<Stored<Appointment>> {
  const found = id === undefined ? undefined : await desk.carrier.fhir.read('Appointment', id)
  if (!isAppointment(found) || !mayActFor(desk, found)) throw new Fault('not-found', 'scheduling/appointment-missing', 'There is no such appointment.')
  return found
}

/** Whether every patient of the appointment, and at least one, is the caller's. */
export function mayActFor({ caller, base }: Desk, appointment: Appointment): boolean {
  if (caller.patients === undefined) return true
  const own = new Set(caller.patients)
  const patients = patientsOf(appointment, base)
  return patients.length > 0 && patients.every((reference) => own.has(reference.slice('Patient/'.length)))
}

/** Faults: scheduling/wrong-status. */
export function requireStatus(appointment: Appointment, ...allowed: readonly string[]): void {
  if (allowed.includes(appointment.status)) return
  throw new Fault('unprocessable', 'scheduling/wrong-status', 'The appointment’s status does not allow this.', {
    issues: [{ severity: 'error', type: 'business-rule', text: 'The appointment’s status does not allow this.', at: 'Appointment.status' }],
  })
}

/** Tells an appointment's patients that there is news, each piece of it once. */
export async function tellPatients(desk: Pick<Desk, 'carrier' | 'base'>, appointment: Stored<Appointment>, template: string, key: string): Promise<void> {
  for (const to of patientsOf(appointment, desk.base)) {
    await desk.carrier.notify({ to, template, path: `/meine/termin/${desk.carrier.slug}/${appointment.id}`, key: `${key}:${to}` })
  }
}
