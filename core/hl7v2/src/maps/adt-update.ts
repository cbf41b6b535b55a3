import { hasEnded } from './adt-admit.ts'
import type { VisitRule } from './visit-rule.ts'

/** A08 update: it changes what it names, never the status of a visit that is known. The first message of a visit may be an update. */
export const update: VisitRule = {
  event: 'A08',
  does: 'status unchanged; a visit not known yet is in-progress, or finished where PV1-45 is in the past of the event',
  status: (current, facts) => current ?? (hasEnded(facts) ? 'finished' : 'in-progress'),
  stay: 'correct',
  action: 'REFERENCE',
  marks: false,
  begins: false,
}

/** Z99 is IHE PAM's update of a movement. */
export const updateMovement: VisitRule = { ...update, event: 'Z99', does: 'as A08, for a movement', action: 'UPDATE' }
