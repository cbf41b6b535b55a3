import { goesOn } from './adt-admit.ts'
import type { VisitRule } from './visit-rule.ts'

/** A02 transfer: the stay before ends where the new one begins. A transfer told after the discharge does not reopen the visit. */
export const transfer: VisitRule = {
  event: 'A02',
  does: 'in-progress, unless finished; a new stay at PV1-3',
  status: goesOn,
  stay: 'move',
  action: 'INSERT',
  marks: false,
  begins: false,
}

/** A12 cancelled transfer: the stay it made never was, the one before goes on. Senders put the cancelled place (German usage) or the one
 *  the patient stays at (HL7) in PV1-3; what is not the cancelled place is where the patient is. */
export const cancelTransfer: VisitRule = {
  event: 'A12',
  does: 'status unchanged; the last stay is taken out and the one before goes on',
  status: current => current ?? 'in-progress',
  stay: 'takeBack',
  action: 'DELETE',
  marks: false,
  begins: false,
}
