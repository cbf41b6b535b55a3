import type { VisitFacts } from './segments/pv1.ts'
import { instantOf } from './values/time.ts'
import type { VisitRule, VisitStatus } from './visit-rule.ts'

/** A01 admission, A04 registration of an outpatient: the visit is going on. A discharge time that has passed already makes it a visit told
 *  afterwards. */
export const admit: VisitRule = {
  event: 'A01',
  does: 'in-progress; finished where PV1-45 is in the past of the event',
  status: (_current, facts) => (hasEnded(facts) ? 'finished' : 'in-progress'),
  stay: 'open',
  action: 'INSERT',
  marks: false,
  begins: true,
}

export const register: VisitRule = { ...admit, event: 'A04' }

/** A05 pre-admission: planned, unless the visit has begun meanwhile. */
export const preAdmit: VisitRule = {
  event: 'A05',
  does: 'planned, unless the visit has begun; no period, but extension plannedStartDate (PV2-8, PV1-44, EVN-3)',
  status: current => (current === undefined || current === 'cancelled' ? 'planned' : current),
  stay: 'open',
  action: 'INSERT',
  marks: false,
  begins: false,
}

/** Whether PV1-45 is a discharge that has happened, not one that somebody expects. */
export function hasEnded({ discharged, recorded, occurred }: VisitFacts): boolean {
  const known = recorded ?? occurred
  return discharged !== undefined && (known === undefined || instantOf(discharged) <= instantOf(known))
}

/** Going on, unless it is over. */
export function goesOn(current: VisitStatus | undefined): VisitStatus {
  return current === 'finished' ? 'finished' : 'in-progress'
}
