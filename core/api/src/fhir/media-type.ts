import { Fault } from '@steckwerk/kernel'

export const fhirJson = 'application/fhir+json; charset=utf-8'

const json: ReadonlySet<string> = new Set(['json', 'application/json', 'application/fhir+json', 'text/json'])
const ranges: ReadonlySet<string> = new Set(['*/*', 'application/*', 'application/json', 'application/fhir+json', 'text/json'])

/** Whether an Accept header (undefined = anything) takes our JSON in FHIR version 4.0. Source: RFC 9110 section 12.5.1; FHIR R4 http.html. */
export function acceptsJson(header: string | undefined): boolean {
  if (header === undefined || header === '' || header === '*/*' || header === 'application/fhir+json') return true
  return header.split(',').some((entry) => {
    const [range = '', ...parameters] = entry.split(';').map((text) => text.trim().toLowerCase())
    if (!ranges.has(range)) return false
    return parameters.every((parameter) => {
      if (/^q=0(?:\.0*)?$/.test(parameter)) return false
      const version = /^fhirversion="?([^"]*)"?$/.exec(parameter)?.[1]
      return version === undefined || version === '4.0'
    })
  })
}

/** Refuses what asks for another format than JSON: `_format` outweighs Accept. Faults: api/format. */
export function requireJson(format: string | null, accept: string | undefined): void {
  // A '+' in a query string arrives as a space.
  const wanted = format?.trim().toLowerCase().replace(' ', '+').split(';', 1)[0]
  if (wanted === undefined ? acceptsJson(accept) : json.has(wanted)) return
  throw new Fault('not-acceptable', 'api/format', 'This server answers in JSON only: application/fhir+json.')
}
