import type { Fault, Issue } from '@steckwerk/kernel'
import type { Resource } from './resource.ts'

function outcomeIssue(issue: Issue, code: string | undefined): object {
  return {
    severity: issue.severity,
    code: issue.type,
    ...(code === undefined ? {} : { details: { coding: [{ code }] } }),
    diagnostics: issue.text,
    ...(issue.at === undefined ? {} : { expression: [issue.at] }),
  }
}

/** An OperationOutcome of these findings; without any, one that says all is well.
 *  Source: FHIR R4 operationoutcome.html. */
export function operationOutcome(issues: readonly Issue[]): Resource {
  if (issues.length === 0) return operationOutcome([{ severity: 'information', type: 'informational', text: 'All OK' }])
  return { resourceType: 'OperationOutcome', issue: issues.map(issue => outcomeIssue(issue, undefined)) }
}

/** A fault as OperationOutcome; its code (docs/faults.md) stands in details.coding of each issue. */
export function faultOutcome(fault: Fault): Resource {
  return { resourceType: 'OperationOutcome', issue: fault.issues.map(issue => outcomeIssue(issue, fault.code)) }
}
