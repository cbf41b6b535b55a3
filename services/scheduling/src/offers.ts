import { refusal } from './refusal.ts'
import { without, type Appointment, type Stored } from './resources.ts'
import { answered, unseated } from './reseat.ts'
import { vocabulary } from './vocabulary.ts'

/** Until when an offered appointment waits for its patient, in milliseconds; undefined where none is offered. */
export function offeredUntil(appointment: Appointment): number | undefined {
  const found = appointment.extension?.find(({ url }) => url === vocabulary.offerExpires)?.['valueDateTime']
  return typeof found === 'string' && appointment.status === 'pending' ? Date.parse(found) : undefined
}

/** An appointment as it is offered: it holds its slots until then. */
export function offered(appointment: Stored<Appointment>, until: number, base: string): Stored<Appointment> {
  const waiting = answered(answered(appointment, 'accepted', base), 'needs-action', base, 'patient')
  return {
    ...waiting,
    status: 'pending',
    extension: [...without(appointment.extension, vocabulary.offerExpires), { url: vocabulary.offerExpires, valueDateTime: new Date(until).toISOString() }],
  }
}

/** Faults: scheduling/no-offer, scheduling/offer-expired. */
export function requireOffer(appointment: Appointment, now: number): void {
  const until = offeredUntil(appointment)
  if (until === undefined) throw refusal('scheduling/no-offer', 'Nothing is offered here.', 'Appointment.status')
  if (until <= now) throw refusal('scheduling/offer-expired', 'This offer has expired.', 'Appointment')
}

/** One who does not take what was offered waits on, and is not offered the same again. */
export function passed(appointment: Stored<Appointment>, base: string): Stored<Appointment> {
  const slots = (appointment.slot ?? []).map(({ reference }) => ({ url: vocabulary.offerPassed, valueReference: { reference } }))
  return {
    ...answered(unseated(appointment), 'needs-action', base),
    status: 'waitlist',
    extension: [...without(appointment.extension, vocabulary.offerExpires), ...slots],
  }
}

/** References of the calendars somebody waits for; empty for who does not wait. */
export const waitsFor = (appointment: Appointment): readonly string[] =>
  (appointment.extension ?? []).flatMap(({ url, valueReference }) => (url === vocabulary.waitsFor ? ((valueReference as { reference?: string } | undefined)?.reference ?? []) : []))

export const isPassed = (appointment: Appointment, slot: string): boolean =>
  appointment.extension?.some(({ url, valueReference }) => url === vocabulary.offerPassed && (valueReference as { reference?: string } | undefined)?.reference === `Slot/${slot}`) === true
