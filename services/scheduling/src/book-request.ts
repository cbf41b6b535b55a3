import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { z } from 'zod'
import { refusal } from './refusal.ts'
import { localId, patientsOf, slotIds, tidy, type Appointment, type Reference } from './resources.ts'

const instant = z.iso.datetime({ offset: true })
const reference = z.looseObject({ reference: z.string().max(1000).optional(), display: z.string().optional() })
const extension = z.looseObject({ url: z.string().min(1) })

/** What an Appointment must be to be read at all; more is the store's validation. */
const appointmentForm = z.looseObject({
  resourceType: z.literal('Appointment'),
  id: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/).optional(),
  status: z.string(),
  start: instant.optional(),
  end: instant.optional(),
  slot: z.array(reference).max(20).optional(),
  participant: z.array(z.looseObject({ actor: reference.optional(), status: z.enum(['accepted', 'declined', 'tentative', 'needs-action']) })).min(1).max(50),
  requestedPeriod: z.array(z.looseObject({ start: z.string().optional(), end: z.string().optional() })).max(50).optional(),
  extension: z.array(extension).max(50).optional(),
})

const parametersForm = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ name: z.string() })).max(20).default([]),
})

/** What `$book` is asked for. */
export interface BookRequest {
  readonly appointment: Appointment
  /** Id of the appointment that this one takes the place of. */
  readonly cancelled: string | undefined
  /** Id of the calendar whose slots are to be found by time. */
  readonly schedule: string | undefined
}

/** Parameters (appt-resource, cancelled-appt-id, schedule) or a bare Appointment. Faults: scheduling/syntax, and those of {@link requireBookable}.
 *  Source: ISiK Terminplanung Stufe 4, OperationDefinition AppointmentBook. */
export function readBookRequest(input: FhirResource | undefined, base: string): BookRequest {
  if (input?.resourceType === 'Appointment') return { appointment: readForm(input, base), cancelled: undefined, schedule: undefined }
  const parameters = readParameters(input)
  const cancelled = parameters.get('cancelled-appt-id')
  const schedule = parameters.get('schedule')
  return {
    appointment: readForm(parameters.get('appt-resource')?.['resource'], base),
    cancelled: cancelled && ownId(cancelled['valueUri'] ?? cancelled['valueString'] ?? cancelled['valueId'], 'Appointment', base, 'cancelled-appt-id'),
    schedule: schedule && ownId((schedule['valueReference'] as { reference?: unknown } | undefined)?.reference, 'Schedule', base, 'schedule'),
  }
}

/** The parameters by name. Faults: scheduling/syntax. */
export function readParameters(input: FhirResource | undefined): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const parsed = parametersForm.safeParse(input ?? { resourceType: 'Parameters' })
  if (!parsed.success) throw syntax('Parameters')
  const names = parsed.data.parameter.map(({ name }) => name)
  if (new Set(names).size !== names.length) throw syntax('Parameters.parameter')
  return new Map(parsed.data.parameter.map((parameter) => [parameter.name, parameter]))
}

/** Every parameter of one name, beside those that come once. Faults: scheduling/syntax. */
export function readRepeated(input: FhirResource | undefined, name: string): { readonly repeated: readonly Readonly<Record<string, unknown>>[]; readonly others: FhirResource } {
  const parsed = parametersForm.safeParse(input)
  if (!parsed.success) throw syntax('Parameters')
  const { parameter } = parsed.data
  return { repeated: parameter.filter((one) => one.name === name), others: { resourceType: 'Parameters', parameter: parameter.filter((one) => one.name !== name) } }
}

/** An Appointment whose references to this carrier are relative. Faults: scheduling/syntax. */
export function readForm(input: unknown, base: string): Appointment {
  const parsed = appointmentForm.safeParse(input)
  if (parsed.success) {
    const appointment = parsed.data as unknown as Appointment
    const here = ({ reference, ...rest }: Reference): Reference => (reference === undefined ? rest : { ...rest, reference: reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference })
    return tidy({
      ...appointment,
      slot: (appointment.slot ?? []).map(here),
      participant: appointment.participant.map((participant) => (participant.actor === undefined ? participant : { ...participant, actor: here(participant.actor) })),
    })
  }
  throw syntax(['Appointment', ...(parsed.error.issues[0]?.path ?? [])].join('.'))
}

/** An id of ours, alone, relative or as an address of this carrier. Faults: scheduling/syntax, scheduling/elsewhere. */
export function ownId(value: unknown, type: string, base: string, at: string): string {
  if (typeof value !== 'string' || value === '') throw syntax(at)
  const id = localId(value.includes('/') ? value : `${type}/${value}`, type, base)
  if (id === undefined) throw refusal('scheduling/elsewhere', 'This refers to something that does not lie here.', at, 'value')
  return id
}

/** What can be said without looking into the store.
 *  Faults: scheduling/not-proposed, scheduling/time-missing, scheduling/time-order, scheduling/time-past, scheduling/patient-missing, scheduling/slot-missing. */
export function requireBookable({ appointment, schedule }: BookRequest, base: string, now: number): { readonly start: number; readonly end: number } {
  if (appointment.status !== 'proposed') throw refusal('scheduling/not-proposed', 'An appointment to be booked has the status proposed.', 'Appointment.status')
  const { start, end } = appointment
  if (start === undefined || end === undefined) throw refusal('scheduling/time-missing', 'An appointment needs its beginning and its end.', 'Appointment.start', 'required')
  const span = { start: Date.parse(start), end: Date.parse(end) }
  if (span.start >= span.end) throw refusal('scheduling/time-order', 'An appointment ends after it begins.', 'Appointment.end')
  if (span.start <= now) throw refusal('scheduling/time-past', 'An appointment begins in the future.', 'Appointment.start')
  if (patientsOf(appointment, base).length === 0) throw refusal('scheduling/patient-missing', 'An appointment needs its patient as a participant.', 'Appointment.participant', 'required')
  const slots = appointment.slot ?? []
  if (slotIds(appointment, base).length !== slots.length) throw refusal('scheduling/elsewhere', 'This refers to something that does not lie here.', 'Appointment.slot', 'value')
  if (slots.length === 0 && schedule === undefined) throw refusal('scheduling/slot-missing', 'Name a slot, or the calendar in which to find one.', 'Appointment.slot', 'required')
  return span
}

const syntax = (at: string): Fault => new Fault('invalid', 'scheduling/syntax', 'What was sent is not what this operation takes.', { at })
