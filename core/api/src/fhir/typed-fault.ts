import { Fault, type FaultKind } from '@steckwerk/kernel'

/** A fault whose issue has a more exact type than that of its kind. `type` is a code of http://hl7.org/fhir/issue-type. */
export function typedFault(kind: FaultKind, code: string, text: string, type: string): Fault {
  return new Fault(kind, code, text, { issues: [{ severity: 'error', type, text }] })
}
