import type { VisitRule } from './visit-rule.ts'

/** A03 discharge. Its movement, where it is a new one, is a discharge and no stay. */
export const discharge: VisitRule = {
  event: 'A03',
  does: 'finished; period.end from PV1-45, else EVN-6, ZBE-2, EVN-2, MSH-7; the last stay ends with it',
  status: () => 'finished',
  stay: 'close',
  action: 'INSERT',
  marks: true,
  begins: false,
}

/** A13 cancelled discharge: the visit and its last stay go on. */
export const cancelDischarge: VisitRule = {
  event: 'A13',
  does: 'in-progress; period.end and dischargeDisposition are deleted, the last stay goes on',
  status: () => 'in-progress',
  stay: 'reopen',
  action: 'DELETE',
  marks: true,
  begins: false,
}
