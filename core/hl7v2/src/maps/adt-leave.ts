import { goesOn } from './adt-admit.ts'
import type { VisitRule } from './visit-rule.ts'

/** A21 leave of absence: the bed stays the patient's. */
export const leave: VisitRule = {
  event: 'A21',
  does: 'onleave, unless finished; the bed is kept',
  status: current => (current === 'finished' ? 'finished' : 'onleave'),
  stay: 'none',
  action: 'INSERT',
  marks: true,
  begins: false,
}

/** A22 return from leave. */
export const returnFromLeave: VisitRule = { ...leave, event: 'A22', does: 'in-progress, unless finished', status: goesOn }
