import type { VisitRule } from './visit-rule.ts'

/** A11 cancelled admission: nobody was ever there. */
export const cancelAdmit: VisitRule = {
  event: 'A11',
  does: 'cancelled; all stays are taken out',
  status: () => 'cancelled',
  stay: 'clear',
  action: 'DELETE',
  marks: false,
  begins: false,
}
