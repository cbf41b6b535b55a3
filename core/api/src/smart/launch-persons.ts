import type { OwnPatient } from '@steckwerk/access'
import { parseSearch } from '@steckwerk/fhir'
import type { Ctx } from '@steckwerk/kernel'
import type { Store, Stored } from '@steckwerk/store'
import type { LaunchPerson } from '../contract/smart.ts'

interface Name { readonly use?: string; readonly text?: string; readonly family?: string; readonly given?: readonly string[] }
interface Patient { readonly name?: readonly Name[]; readonly birthDate?: string }

/** Results a search for a person shows. */
const mostFound = 20

function personOf({ id, text }: Stored, relation: LaunchPerson['relation']): LaunchPerson | undefined {
  if (text === undefined) return undefined
  const { name = [], birthDate } = JSON.parse(text) as Patient
  const shown = name.find(({ use }) => use === 'official') ?? name[0]
  const label = shown?.text ?? [...(shown?.given ?? []), shown?.family].filter((part) => part !== undefined).join(' ')
  return { patient: id, name: label, birthDate: birthDate ?? null, relation }
}

/** Patients of an account, as far as ctx lets them be seen. */
export async function ownPersons(store: Store, ctx: Ctx, own: readonly OwnPatient[]): Promise<LaunchPerson[]> {
  const found = await store.read(ctx, (reader) => reader.getMany(own.map(({ patient }) => ({ type: 'Patient', id: patient }))))
  return own.flatMap(({ patient, relation }) => {
    const row = found.get(`Patient/${patient}`)
    return row === undefined ? [] : (personOf(row, relation) ?? [])
  })
}

/** One Patient, if ctx lets it be seen. */
export async function seenPerson(store: Store, ctx: Ctx, patient: string, own: readonly OwnPatient[]): Promise<LaunchPerson | undefined> {
  const row = await store.read(ctx, (reader) => reader.get('Patient', patient))
  return row === undefined ? undefined : personOf(row, own.find((one) => one.patient === patient)?.relation ?? 'treated')
}

/** Patients whom staff find by name, within what ctx lets them see. Faults: those of a search. */
export async function findPersons(store: Store, ctx: Ctx, name: string): Promise<LaunchPerson[]> {
  const pairs: [string, string][] = [...name.split(/\s+/).filter((word) => word !== '').map((word): [string, string] => ['name', word.replace(/([\\,$|])/g, '\\$1')]), ['_sort', 'family']]
  const { query } = parseSearch('Patient', pairs, { lenient: false, maxCount: mostFound, defaultCount: mostFound })
  const { rows } = await store.read(ctx, (reader) => reader.search(query))
  return rows.map((row) => personOf(row, 'treated')).filter((person) => person !== undefined)
}

/** Whether an Encounter may be seen, and is one of this Patient. */
export async function isEncounterOf(store: Store, ctx: Ctx, encounter: string, patient: string): Promise<boolean> {
  const row = await store.read(ctx, (reader) => reader.get('Encounter', encounter))
  if (row?.text === undefined) return false
  const { subject } = JSON.parse(row.text) as { subject?: { reference?: string } }
  return subject?.reference === `Patient/${patient}`
}
