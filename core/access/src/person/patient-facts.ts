import type { Resource } from '@steckwerk/fhir'
import type { Reader, Stored } from '@steckwerk/store'

interface Name { use?: string; text?: string; prefix?: string[]; given?: string[]; family?: string }
interface Address { use?: string; line?: string[]; postalCode?: string; city?: string; country?: string }

/** What linking needs to know of a Patient. */
export interface PatientFacts {
  /** Of the Patient that survived, where several were merged. */
  readonly id: string
  readonly name: string
  /** YYYY-MM-DD, or only its beginning. */
  readonly birthDate: string | undefined
  /** Lines below the name. */
  readonly address: readonly string[]
  readonly identifiers: readonly { readonly system?: string; readonly value?: string }[]
  /** Whether it can be used at all: not deleted, not entered in error. */
  readonly active: boolean
}

export function factsOf(id: string, resource: Resource): PatientFacts {
  return {
    id,
    name: nameOf(resource),
    birthDate: resource.birthDate as string | undefined,
    address: addressOf(resource),
    identifiers: (resource.identifier as PatientFacts['identifiers'] | undefined) ?? [],
    active: resource.active !== false,
  }
}

/** As on an envelope: official name first, nothing that has no printable form. */
export function nameOf(resource: Resource): string {
  const names = (resource.name as Name[] | undefined) ?? []
  const name = names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use === 'usual') ?? names[0]
  const parts = [...(name?.prefix ?? []), ...(name?.given ?? []), name?.family ?? ''].filter((part) => part !== '')
  return parts.length > 0 ? parts.join(' ') : (name?.text ?? '')
}

function addressOf(resource: Resource): readonly string[] {
  const addresses = (resource.address as Address[] | undefined) ?? []
  const address = addresses.find(({ use }) => use === 'home') ?? addresses.find(({ use }) => use !== 'old') ?? addresses[0]
  if (address === undefined) return []
  const country = address.country === undefined || /^(DE|DEU|D|Deutschland)$/i.test(address.country) ? [] : [address.country.toUpperCase()]
  return [...(address.line ?? []), [address.postalCode, address.city].filter(Boolean).join(' '), ...country].filter((line) => line !== '')
}

/** Whose references were rewritten to another Patient by a merge. */
function replacedBy(resource: Resource): string | undefined {
  const links = resource.link as { type?: string; other?: { reference?: string } }[] | undefined
  return links?.find(({ type }) => type === 'replaced-by')?.other?.reference?.replace(/^Patient\//, '')
}

/** Merges of merges; more is a circle. */
const longestChain = 8

/** The Patients as they are now, by the id asked for: of a merged one the survivor. Absent where there is none any more. */
export async function readPatients(reader: Reader, ids: readonly string[]): Promise<Map<string, PatientFacts>> {
  const found = new Map<string, PatientFacts>()
  let open = new Map(ids.map((id) => [id, id]))
  for (let step = 0; step < longestChain && open.size > 0; step++) {
    const rows = await reader.getMany([...new Set(open.values())].map((id) => ({ type: 'Patient', id })))
    const next = new Map<string, string>()
    for (const [asked, id] of open) {
      const resource = parsed(rows.get(`Patient/${id}`))
      if (resource === undefined) continue
      const survivor = replacedBy(resource)
      if (survivor === undefined) found.set(asked, factsOf(id, resource))
      else next.set(asked, survivor)
    }
    open = next
  }
  return found
}

/** The Patient's id and those of all that were merged into it: a link may still name one of them. */
export async function idsOfPatient(reader: Reader, id: string): Promise<readonly string[]> {
  const ids = new Set<string>()
  let open = [id]
  for (let step = 0; step < longestChain && open.length > 0; step++) {
    for (const one of open) ids.add(one)
    const rows = await reader.getMany(open.map((one) => ({ type: 'Patient', id: one })))
    open = [...rows.values()].flatMap((row) => {
      const links = parsed(row)?.link as { type?: string; other?: { reference?: string } }[] | undefined
      return (links ?? []).filter(({ type }) => type === 'replaces').map(({ other }) => other?.reference?.replace(/^Patient\//, '') ?? '')
    }).filter((one) => one !== '' && !ids.has(one))
  }
  return [...ids]
}

/** All ids of the same human, whichever of them is asked for: the one before a merge leads to the survivor, and the other way round. */
export async function samePatient(reader: Reader, id: string): Promise<readonly string[]> {
  const survivor = (await readPatients(reader, [id])).get(id)?.id ?? id
  return [...new Set([id, ...(await idsOfPatient(reader, survivor))])]
}

export function parsed(row: Stored | undefined): Resource | undefined {
  return row?.text === undefined ? undefined : JSON.parse(row.text) as Resource
}
