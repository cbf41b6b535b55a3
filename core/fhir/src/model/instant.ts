/** Milliseconds since 1970 as a FHIR instant in UTC with three decimals. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
