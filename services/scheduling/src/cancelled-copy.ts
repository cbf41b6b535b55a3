import { without, type Appointment, type Stored } from './resources.ts'
import { vocabulary } from './vocabulary.ts'

/** Codes of appointment-cancellation-reason that ISiK takes. */
export const cancelationReasons = ['pat', 'prov', 'maint', 'meds-inc', 'other'] as const

export interface Cancelation {
  readonly reason: (typeof cancelationReasons)[number]
  readonly by: 'patient' | 'hospital'
  /** Shown to the other side. */
  readonly comment: string | undefined
}

/** An appointment as it is once cancelled: it keeps its slots' references, for what was agreed stays readable. */
export function cancelledCopy(appointment: Stored<Appointment>, { reason, by, comment }: Cancelation): Stored<Appointment> {
  const patient = appointment.participant.find(({ actor }) => /(?:^|\/)Patient\/[^/]+$/.test(actor?.reference ?? ''))?.actor?.reference
  return {
    ...appointment,
    status: 'cancelled',
    cancelationReason: { coding: [{ system: vocabulary.cancelationReason, code: reason }], ...(comment === undefined ? {} : { text: comment }) },
    extension: [
      ...without(appointment.extension, vocabulary.cancelledBy, vocabulary.offerExpires),
      { url: vocabulary.cancelledBy, valueReference: by === 'hospital' || patient === undefined ? { display: 'Krankenhaus' } : { reference: patient } },
    ],
  }
}
