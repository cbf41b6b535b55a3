import type { Program } from './program.ts'

interface Found {
  readonly entry?: readonly { readonly resource: { readonly id: string; readonly identifier?: readonly { readonly system?: string; readonly value?: string }[] } }[]
}

/** What programs at a house ask to be told of: few everything, some a patient who is here or a ward, most a patient who is not here now. */
export async function criteriaOf(program: Program, { count, everything, here }: { readonly count: number; readonly everything: number; readonly here: number }): Promise<readonly string[]> {
  const found = async (query: string): Promise<NonNullable<Found['entry']>> => ((await program.fhir(query)) as Found).entry ?? []
  const patients = await found('Patient?_count=1000')
  const places = await found('Location?_count=200')
  if (patients.length === 0 || places.length === 0) throw new Error('the house has no patients or no wards')
  const all = ['Encounter', 'Patient?active=true', 'Encounter?status=in-progress']
  const patientOf = (n: number): { readonly id: string; readonly identifier: string } => {
    if (n >= everything + here) return { id: `away-${n}`, identifier: `urn:bench|away-${n}` }
    const { id, identifier: [identifier] = [] } = patients[(n * 7) % patients.length]!.resource
    return { id, identifier: `${identifier?.system ?? ''}|${identifier?.value ?? ''}` }
  }
  return Array.from({ length: count }, (_, n) => {
    if (n < everything) return all[n % all.length]!
    const { id, identifier } = patientOf(n)
    if (n % 10 === 9 && n < everything + here) return `Encounter?location=Location/${places[n % places.length]!.resource.id}&status=in-progress`
    return [`Encounter?patient=Patient/${id}`, `Patient?identifier=${encodeURIComponent(identifier)}`, `Encounter?subject=Patient/${id}&status=finished`][n % 3]!
  })
}
