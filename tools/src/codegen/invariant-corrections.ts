/** What becomes of R4's invariants that cannot be evaluated as the specification writes them. */

/** Invariants that are not evaluated, by key, with the reason. */
export const leftOutInvariants: Readonly<Record<string, string>> = {
  'ele-1': 'validate() refuses empty elements itself',
  'ext-1': 'validate() checks it on every extension',
  'ref-1': 'validate() checks it on every reference',
  'dom-2': 'validate() refuses resources contained in contained ones',
  'txt-1': 'validate() checks every narrative',
  'txt-2': 'validate() checks every narrative',
  'ctm-1': 'needs another resource: resolve()',
}

export interface InvariantCorrection {
  readonly expression: string
  readonly because: string
}

const problemList = 'http://terminology.hl7.org/CodeSystem/condition-category'
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status'

function consentNeedsPatient(scope: string): InvariantCorrection {
  const coding = `system = 'http://terminology.hl7.org/CodeSystem/consentscope' and code = '${scope}'`
  return {
    expression: `patient.exists() or scope.coding.where(${coding}).exists().not()`,
    because: "R4 has 'something' in place of the code system, so that it never applies",
  }
}

const pattern = 'its pattern has escapes that Unicode regular expressions, which the engine uses, do not have'

/** Expressions that do not say what the invariant's own text says, or cost more than they need, by key. */
export const correctedInvariants: Readonly<Record<string, InvariantCorrection>> = {
  'con-3': {
    expression:
      `clinicalStatus.exists() or verificationStatus.coding.where(system = '${verification}' and code = 'entered-in-error').exists() or ` +
      `category.coding.where(system = '${problemList}' and code = 'problem-list-item').empty()`,
    because: 'R4 compares a CodeableConcept with a text, so that it applies to every category',
  },
  'eld-16': {
    expression: String.raw`sliceName.empty() or sliceName.matches('^[a-zA-Z0-9/\\-_\\[\\]@]+$')`,
    because: pattern,
  },
  'eld-19': {
    expression:
      String.raw`path.matchesFull('[^\\s.,:;\'"/|?!@#$%&*()\\[\\]{}]{1,64}` +
      String.raw`(\\.[^\\s.,:;\'"/|?!@#$%&*()\\[\\]{}]{1,64}(\\[x\\])?(:[^\\s.]+)?)*')`,
    because: pattern,
  },
  'eld-20': {
    expression: String.raw`path.matchesFull('[A-Za-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*(\\[x\\])?)*')`,
    because: pattern,
  },
  'obs-7': {
    expression: 'value.empty() or component.code.coding.intersect(code.coding).empty()',
    because: 'R4 compares every component with every code: the same answer, but its time grows with the square of the size',
  },
  'ppc-2': consentNeedsPatient('patient-privacy'),
  'ppc-3': consentNeedsPatient('research'),
  'ppc-4': consentNeedsPatient('adr'),
  'ppc-5': consentNeedsPatient('treatment'),
  'que-7': {
    expression: "operator = 'exists' implies (answer is boolean)",
    because: "R4 asks for FHIRPath's own Boolean, which no FHIR element is",
  },
  'rng-2': {
    expression:
      "low.value.empty() or high.value.empty() or iif(low.system & '|' & low.code & '|' & low.unit = " +
      "high.system & '|' & high.code & '|' & high.unit, low.value <= high.value, low <= high)",
    because: 'quantities compare by UCUM only, and ranges often have other units or none: values in the same unit are compared as such',
  },
}

/** An expression as it is evaluated: without trace(), which would write values of the resource into a log; and with matchesFull() in
 *  place of matches() where no anchor is given: R4 means the whole text, today's FHIRPath any part of it. */
export function evaluable(expression: string): string {
  return expression
    .replace(/\.trace\('\w+'(?:, \w+)?\)/g, '')
    .replace(/\bmatches\('(?!\^)/g, "matchesFull('")
}
