import { Fault, type FaultKind, type Issue } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'

const kinds: Readonly<Record<number, FaultKind>> = {
  400: 'invalid', 403: 'forbidden', 404: 'not-found', 409: 'conflict', 410: 'gone', 412: 'precondition', 422: 'unprocessable', 429: 'throttled',
}

interface OutcomeIssue {
  readonly severity: Issue['severity']
  readonly code: string
  readonly diagnostics?: string
  readonly details?: { readonly text?: string; readonly coding?: readonly { readonly code?: string }[] }
  readonly expression?: readonly string[]
}

/** A service's refusal as one of ours, so that it is logged as one. */
export function pluggedRefusal(status: number, outcome: FhirResource): Fault {
  const said = (outcome['issue'] ?? []) as readonly OutcomeIssue[]
  const issues = said.map(({ severity, code, diagnostics, details, expression }): Issue => ({
    severity, type: code, text: diagnostics ?? details?.text ?? 'The service refused.', ...(expression?.[0] === undefined ? {} : { at: expression[0] }),
  }))
  const code = said[0]?.details?.coding?.[0]?.code
  return new Fault(kinds[status] ?? 'unprocessable', code !== undefined && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(code) ? code : 'api/operation-refused', issues[0]?.text ?? 'The service refused.',
    issues.length === 0 ? {} : { issues })
}
