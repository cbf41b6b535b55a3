import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer } from '@steckwerk/plug'
import { appointmentOf } from './provider.ts'

/** Somebody was faster. */
export const taken = (): Fault => new Fault('conflict', 'api/slot-taken', 'Somebody was faster: this time is taken.')
export const refused = (cause?: unknown): Fault => new Fault('unprocessable', 'api/booking-refused', 'The hospital\'s calendar does not allow this.', { cause })

/** Whether a provider said no, and not that it could not answer. */
export const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.kind === 'conflict' || thrown.kind === 'unprocessable' || thrown.kind === 'invalid' || thrown.kind === 'precondition' || thrown.kind === 'gone')

/** A provider's answer that is no refusal. Faults: api/booking-unavailable, api/booking-refused. */
export function requireDone(answer: OperationAnswer): OperationAnswer {
  if (answer.status >= 500) throw new Fault('unavailable', 'api/booking-unavailable', 'The hospital\'s calendar does not answer.')
  if (answer.status >= 400) throw refused()
  return answer
}

/** The id of the Appointment that was answered. Faults: api/booking-unavailable. */
export function requireId({ resource }: OperationAnswer): string {
  const id = appointmentOf(resource)?.id
  if (id === undefined) throw new Fault('unavailable', 'api/booking-unavailable', 'The hospital\'s calendar answered without an appointment.')
  return id
}
