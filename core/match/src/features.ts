import { kolnerCode, kvnrValid, systems, type Resource } from '@steckwerk/fhir'
import { foldAddress, type FoldedAddress } from './address.ts'
import { nameWords } from './name.ts'
import { foldTelecom } from './telecom.ts'

/** A word with its sound (Kölner Phonetik). */
export interface Word {
  readonly text: string
  readonly sound: string
}

/** A date as far as it is known. */
export interface BirthDate {
  readonly year: number
  /** 0 = not known. */
  readonly month: number
  readonly day: number
}

/** What of a Patient is compared, brought into form once. */
export interface Features {
  readonly given: readonly Word[]
  readonly family: readonly Word[]
  /** Words of former names: maiden and old names, the birth name. */
  readonly former: readonly Word[]
  readonly birth: BirthDate | undefined
  readonly gender: 'male' | 'female' | undefined
  readonly addresses: readonly FoldedAddress[]
  /** Numbers and addresses, each in one form. */
  readonly telecom: readonly string[]
  /** Numbers with a right check digit, statutory and private. */
  readonly kvnrs: readonly string[]
  /** Place among twins or more, where it is told. */
  readonly birthOrder: number | undefined
}

interface PatientParts {
  readonly name?: readonly { readonly use?: string; readonly family?: string; readonly given?: readonly string[] }[]
  readonly birthDate?: string
  readonly gender?: string
  readonly address?: readonly { readonly use?: string; readonly line?: readonly string[]; readonly city?: string; readonly postalCode?: string }[]
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[]
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[]
  readonly multipleBirthInteger?: number
}

const former: ReadonlySet<string | undefined> = new Set(['maiden', 'old'])

/** What of a Patient is compared. Never throws: what has not the form of R4 counts as absent. */
export function featuresOf(patient: Resource): Features {
  const { name, birthDate, gender, address, telecom, identifier, multipleBirthInteger } = patient as PatientParts
  const names = list(name).filter(({ use }) => use !== 'anonymous' && use !== 'temp')
  const current = names.filter(({ use }) => !former.has(use))
  const bearing = current.length > 0 ? current : names
  const official = bearing.find(({ use }) => use === 'official') ?? bearing[0]
  const others = names.filter((one) => one !== official)
  const family = words([official?.family ?? ''])
  return {
    given: words(list(official?.given).length > 0 ? list(official?.given) : others.flatMap(({ given }) => list(given)).slice(0, 1)),
    family,
    former: words(others.map((one) => one.family ?? '')).filter(({ text }) => !family.some((word) => word.text === text)),
    birth: birthOf(birthDate),
    gender: gender === 'male' || gender === 'female' ? gender : undefined,
    addresses: list(address).map(foldAddress).filter((one) => one !== undefined),
    telecom: [...new Set(list(telecom).map(foldTelecom).filter((one) => one !== undefined))],
    kvnrs: [...new Set(list(identifier).filter(isKvnr).map(({ value }) => value!))],
    birthOrder: typeof multipleBirthInteger === 'number' ? multipleBirthInteger : undefined,
  }
}

function isKvnr({ system, value }: { readonly system?: string; readonly value?: string }): boolean {
  return (system === systems.kvnr || system === systems.kvnrPrivate) && typeof value === 'string' && kvnrValid(value)
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]).filter((item) => item !== null && item !== undefined) : []
}

function words(texts: readonly unknown[]): Word[] {
  const found = new Map<string, Word>()
  for (const text of texts) {
    if (typeof text !== 'string') continue
    for (const word of nameWords(text)) if (!found.has(word)) found.set(word, { text: word, sound: kolnerCode(word) })
  }
  return [...found.values()]
}

function birthOf(text: unknown): BirthDate | undefined {
  const match = typeof text === 'string' ? /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) : null
  if (match === null) return undefined
  return { year: Number(match[1]), month: Number(match[2] ?? 0), day: Number(match[3] ?? 0) }
}
