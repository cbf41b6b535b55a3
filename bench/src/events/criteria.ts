import type { Program } from './program.ts'

interface Found {
  readonly entry?: readonly { readonly resource: { readonly id: string; readonly identifier?: readonly { readonly system?: string; readonly value?: string }[] } }[]
}

/** What programs at a house ask to be told of, by turns: most follow a patient each, some a ward, few everything. */
export async function criteriaOf(program: Program, count: number, everything: number): Promise<readonly string[]> {
  const found = async (query: string): Promise<NonNullable<Found['entry']>> => ((await program.fhir(query)) as Found).entry ?? []
  const patients = await found('Patient?_count=1000')
  const places = await found('Location?_count=200')
  if (patients.length === 0 || places.length === 0) throw new Error('the house has no patients or no wards')
  const makes: readonly ((n: number) => string)[] = [
    (n) => `Encounter?patient=Patient/${patients[n % patients.length]!.resource.id}`,
    (n) => {
      const [identifier] = patients[n % patients.length]!.resource.identifier ?? []
      return `Patient?identifier=${encodeURIComponent(`${identifier?.system ?? ''}|${identifier?.value ?? ''}`)}`
    },
    (n) => `Encounter?subject=Patient/${patients[(n * 7) % patients.length]!.resource.id}&status=finished`,
    (n) => `Encounter?location=Location/${places[n % places.length]!.resource.id}&status=in-progress`,
  ]
  // Of ten, nine are of one patient.
  const turns = [0, 1, 2, 0, 1, 2, 0, 1, 2, 3] as const
  return Array.from({ length: count }, (_, n) => (n < everything ? ['Encounter', 'Patient?active=true', 'Encounter?status=in-progress'][n % 3]! : makes[turns[n % turns.length]!]!(n)))
}
