let last = Number.NaN
let text = ''

/** Milliseconds since 1970 as a FHIR instant in UTC with three decimals. */
export function instant(milliseconds: number): string {
  // Many answers and versions fall into the same millisecond.
  if (milliseconds !== last) {
    text = new Date(milliseconds).toISOString()
    last = milliseconds
  }
  return text
}
