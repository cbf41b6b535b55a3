import { Fault } from '@steckwerk/kernel'

/** 422 with the issue type of its kind. Source: ISiK Terminplanung, $book: syntax 400, everything else 422. */
export function refusal(code: string, text: string, at: string, type: 'conflict' | 'business-rule' | 'required' | 'value' | 'not-found' = 'business-rule'): Fault {
  return new Fault('unprocessable', code, text, { issues: [{ severity: 'error', type, text, at }] })
}

/** Somebody was faster. */
export function slotTaken(): Fault {
  return refusal('scheduling/slot-taken', 'This time has just been taken. Please choose another one.', 'Appointment.slot', 'conflict')
}
