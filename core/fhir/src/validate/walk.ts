import type { Issue } from '@steckwerk/kernel'

/** Of each severity: many warnings hide no error. */
const mostIssues = 100
const plainName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

/** Where a validation stands and what it found. The path costs nothing until an issue needs it. */
export class Walk {
  readonly issues: Issue[] = []
  readonly #counts = { error: 0, warning: 0 }
  readonly path: (string | number)[] = []
  /** Ids of the contained resources of the resource being checked. */
  containedIds: ReadonlySet<unknown> = new Set()
  insideContained = false

  get isFull(): boolean {
    return this.#counts.error >= mostIssues
  }

  /** Reports at the current place or at a member of it. Member names outside FHIR's alphabet are not repeated. */
  report(type: string, text: string, member?: string, severity: 'error' | 'warning' = 'error'): void {
    if (this.#counts[severity]++ >= mostIssues) return
    this.issues.push({ severity, type, text, at: this.#at(member !== undefined && plainName.test(member) ? member : undefined) })
  }

  #at(member: string | undefined): string {
    let at = ''
    for (const step of this.path) at += typeof step === 'number' ? `[${step}]` : at === '' ? step : `.${step}`
    return member === undefined ? at : `${at}.${member}`
  }
}
