/** The kinds of failure the whole system knows; each maps to one HTTP status and one FHIR issue type. */
export type FaultKind =
  | 'invalid'
  | 'not-supported'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method'
  | 'not-acceptable'
  | 'conflict'
  | 'gone'
  | 'precondition'
  | 'too-large'
  | 'media-type'
  | 'unprocessable'
  | 'throttled'
  | 'internal'
  | 'unavailable'
  | 'full'

/** HTTP status and OperationOutcome issue type of a fault kind.
 *  Source: RFC 9110; FHIR R4 http.html and valueset-issue-type. */
export interface FaultStatus {
  readonly status: number
  readonly issue: string
}

export const faultStatus: Readonly<Record<FaultKind, FaultStatus>> = Object.freeze({
  invalid: { status: 400, issue: 'invalid' },
  'not-supported': { status: 400, issue: 'not-supported' },
  unauthenticated: { status: 401, issue: 'login' },
  forbidden: { status: 403, issue: 'forbidden' },
  'not-found': { status: 404, issue: 'not-found' },
  method: { status: 405, issue: 'not-supported' },
  'not-acceptable': { status: 406, issue: 'not-supported' },
  conflict: { status: 409, issue: 'conflict' },
  gone: { status: 410, issue: 'deleted' },
  precondition: { status: 412, issue: 'conflict' },
  'too-large': { status: 413, issue: 'too-long' },
  'media-type': { status: 415, issue: 'not-supported' },
  unprocessable: { status: 422, issue: 'processing' },
  throttled: { status: 429, issue: 'throttled' },
  internal: { status: 500, issue: 'exception' },
  unavailable: { status: 503, issue: 'transient' },
  full: { status: 507, issue: 'no-store' },
})

/** One finding inside a fault.
 *  `type` is a code of http://hl7.org/fhir/issue-type; `at` a FHIRPath-like location ("Patient.name[0].given").
 *  `text` never repeats a submitted value. */
export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information'
  readonly type: string
  readonly text: string
  readonly at?: string
}

export interface FaultDetails {
  /** Where in the input, as a FHIRPath-like expression. */
  readonly at?: string
  /** Several findings; without them the fault itself is the one finding. */
  readonly issues?: readonly Issue[]
  readonly cause?: unknown
}

/** The one error type. `code` is `<package>/<what>` and listed in docs/faults.md; `text` is safe to show:
 *  it never holds a submitted value. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FaultKind
  readonly code: string
  readonly at: string | undefined
  readonly issues: readonly Issue[]

  constructor(kind: FaultKind, code: string, text: string, details: FaultDetails = {}) {
    super(text, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = kind
    this.code = code
    this.at = details.at
    this.issues = details.issues ?? [
      {
        severity: 'error',
        type: faultStatus[kind].issue,
        text,
        ...(details.at === undefined ? {} : { at: details.at }),
      },
    ]
  }

  get status(): number {
    return faultStatus[this.kind].status
  }
}

/** Any thrown value as a Fault; what is not one becomes an `internal` fault that tells nothing. */
export function toFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  return new Fault('internal', 'kernel/unexpected', 'An unexpected error occurred; nothing was changed.', { cause: thrown })
}
