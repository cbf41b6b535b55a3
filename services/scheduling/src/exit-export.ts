import type { ExitExport, FhirClient, FhirResource } from '@steckwerk/plug'

const kinds = ['HealthcareService', 'Schedule', 'Appointment', 'Slot'] as const
const most = 1_000_000

/** All that scheduling wrote: FHIR resources one a line, the rules within their Schedules. They lie in the carrier's records anyway, and stay there. */
export function exitFile(fhir: FhirClient, carrier: string): ExitExport {
  return { contentType: 'application/fhir+ndjson', fileName: `scheduling-${carrier}.ndjson`, content: lines(fhir) }
}

async function* lines(fhir: FhirClient): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const kind of kinds) {
    for (const resource of await fhir.all(kind, [['_count', '1000']], most)) yield encoder.encode(line(resource))
  }
}

const line = (resource: FhirResource): string => `${JSON.stringify(resource)}\n`
