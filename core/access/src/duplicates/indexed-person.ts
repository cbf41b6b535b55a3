import { blockingKeys, countedNames, featuresOf, type Features } from '@steckwerk/match'
import type { Resource } from '@steckwerk/fhir'
import type { Stored } from '@steckwerk/store'
import type { PersonHash } from './person-hash.ts'

/** A Patient as the index of candidates holds them; hashes as decimal text. */
export interface IndexedPerson {
  readonly patient: string
  readonly features: Features
  /** Changes when anything that is compared does. */
  readonly digest: string
  readonly keys: readonly string[]
  readonly names: readonly string[]
}

/** undefined for who is not compared: deleted, or replaced by another one. */
export function indexedPerson(row: Stored | undefined, hashed: PersonHash): IndexedPerson | undefined {
  if (row?.text === undefined) return undefined
  const resource = JSON.parse(row.text) as Resource
  if (isReplaced(resource)) return undefined
  const features = featuresOf(resource)
  const names = countedNames(features)
  return {
    patient: row.id,
    features,
    digest: hashed('digest', JSON.stringify(features)),
    keys: blockingKeys(features).map((key) => hashed('key', key)),
    names: [...names.given.map((name) => hashed('given', name)), ...names.family.map((name) => hashed('family', name))],
  }
}

function isReplaced(patient: Resource): boolean {
  return Array.isArray(patient.link) && (patient.link as { type?: string }[]).some((link) => link?.type === 'replaced-by')
}
