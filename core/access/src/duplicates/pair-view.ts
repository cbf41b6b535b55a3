import { sql } from '@steckwerk/kernel'
import { parseSearch, systems, type Resource } from '@steckwerk/fhir'
import { compare, defaultModel, featuresOf, fields, levelName, Scorer, usualIn, type Caution } from '@steckwerk/match'
import type { Reader } from '@steckwerk/store'
import { frequenciesOf } from './candidates.ts'
import type { PairRow, PairStatus } from './pair-row.ts'
import type { PersonHash } from './person-hash.ts'
import { changeColumns, type ChangeRow } from './unmerge.ts'
import { cautionWords, levelWords, type PairWords } from './words.ts'

export interface PairSide {
  readonly id: string
  readonly name: string
  readonly birthDate: string
  readonly numbers: readonly { readonly system: string; readonly value: string }[]
  readonly active: boolean
  readonly encounters: number
  readonly updatedAt: Date
}

export interface PairField {
  readonly field: 'prior' | 'given' | 'family' | 'birth' | 'gender' | 'address' | 'telecom' | 'kvnr' | 'relatives'
  readonly level: string
  readonly weight: number
  readonly words: PairWords
  readonly left: string
  readonly right: string
}

/** A pair as a person reviews it: both sides as they are now, and what speaks for and against. */
export interface Pair {
  readonly id: string
  readonly status: PairStatus
  readonly band: 'certain' | 'review'
  readonly weight: number
  readonly probability: number
  readonly caution?: { readonly kind: Caution; readonly words: PairWords }
  readonly left: PairSide
  readonly right: PairSide
  readonly fields: readonly PairField[]
  readonly foundAt: Date
  readonly decision?: { readonly at: Date; readonly by: string; readonly reason: string }
  readonly merge?: {
    readonly survivor: string
    readonly loser: string
    readonly moved: number
    readonly returned: number
    readonly left: readonly { readonly type: string; readonly id: string; readonly why: 'later' | 'changed'; readonly at: Date }[]
  }
}

/** Pairs with both sides. One whose Patients are no longer there is left out. */
export async function pairViews(reader: Reader, rows: readonly PairRow[], hashed: PersonHash): Promise<readonly Pair[]> {
  const stored = await reader.getMany(rows.flatMap(({ one, other }) => [{ type: 'Patient', id: one }, { type: 'Patient', id: other }]))
  const patients = new Map<string, Resource>()
  for (const { id, text } of stored.values()) if (text !== undefined) patients.set(id, JSON.parse(text) as Resource)
  const shown = rows.filter(({ one, other }) => patients.has(one) && patients.has(other))
  const frequencies = await frequenciesOf(reader, [...patients.values()].map(featuresOf), hashed)
  const [scorer, usual] = [new Scorer(defaultModel, frequencies), usualIn(frequencies)]
  return Promise.all(shown.map(async (row): Promise<Pair> => {
    const [left, right] = [patients.get(row.one)!, patients.get(row.other)!]
    const comparison = compare(featuresOf(left), featuresOf(right), usual)
    const texts = [sideTexts(left), sideTexts(right)] as const
    const [leftSide, rightSide, merge] = await Promise.all([side(reader, left), side(reader, right), mergeOf(reader, row)])
    return {
      id: row.id,
      status: row.status,
      band: row.certain ? 'certain' : 'review',
      weight: row.weight,
      probability: 1 / (1 + 2 ** -row.weight),
      ...(row.caution === null ? {} : { caution: { kind: row.caution, words: cautionWords(row.caution) } }),
      left: leftSide,
      right: rightSide,
      fields: scorer.explain(comparison).map(({ field, weight }) => {
        const level = field === 'prior' || field === 'relatives' ? 'base' : levelName(field, comparison.levels[fields.indexOf(field)]!)
        return { field, level, weight, words: levelWords(field, level), left: texts[0][field] ?? '', right: texts[1][field] ?? '' }
      }),
      foundAt: row.found_at,
      ...(row.decided_at === null ? {} : { decision: { at: row.decided_at, by: row.decided_by ?? '', reason: row.reason ?? '' } }),
      ...(merge === undefined ? {} : { merge }),
    }
  }))
}

async function mergeOf(reader: Reader, { id, one, other, survivor }: PairRow): Promise<Pair['merge']> {
  if (survivor === null) return undefined
  const rows = await reader.query<ChangeRow>(sql`select ${changeColumns} from st.duplicate_change where duplicate = ${id} order by at desc, type, id`)
  return {
    survivor,
    loser: survivor === one ? other : one,
    moved: rows.filter(({ type, before }) => type !== 'Patient' && before > 0).length,
    returned: rows.filter(({ returned }) => returned).length,
    left: rows.flatMap(({ type, id: resource, why, at }) => (why === null ? [] : [{ type, id: resource, why, at }])),
  }
}

interface PatientParts {
  readonly name?: readonly { readonly use?: string; readonly family?: string; readonly given?: readonly string[] }[]
  readonly address?: readonly { readonly line?: readonly string[]; readonly postalCode?: string; readonly city?: string }[]
  readonly telecom?: readonly { readonly value?: string }[]
  readonly identifier?: readonly { readonly system?: string; readonly value?: string; readonly type?: { readonly coding?: readonly { readonly code?: string }[] } }[]
  readonly birthDate?: string
  readonly gender?: string
  readonly meta?: { readonly lastUpdated?: string }
}

function isKvnr({ system }: { readonly system?: string }): boolean {
  return system === systems.kvnr || system === systems.kvnrPrivate
}

/** What stands in the fields that are compared, to be shown. */
function sideTexts(patient: Resource): Readonly<Partial<Record<PairField['field'], string>>> {
  const { name = [], address = [], telecom = [], identifier = [], birthDate, gender } = patient as PatientParts
  const official = officialOf(name)
  const former = name.filter((one) => one !== official && one.family !== undefined && one.family !== official?.family).map(({ family }) => family)
  return {
    given: official?.given?.join(' ') ?? '',
    family: [official?.family ?? '', ...former.map((one) => `(${one})`)].filter((text) => text !== '').join(' '),
    birth: birthDate ?? '',
    gender: gender ?? '',
    address: address.map(({ line, postalCode, city }) => [line?.join(', '), [postalCode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')).join('; '),
    telecom: telecom.flatMap(({ value }) => value ?? []).join(', '),
    kvnr: identifier.filter(isKvnr).flatMap(({ value }) => value ?? []).join(', '),
  }
}

function officialOf(names: NonNullable<PatientParts['name']>): NonNullable<PatientParts['name']>[number] | undefined {
  return names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use !== 'maiden' && use !== 'old') ?? names[0]
}

async function side(reader: Reader, patient: Resource): Promise<PairSide> {
  const { name = [], identifier = [], birthDate = '', meta } = patient as PatientParts
  const official = officialOf(name)
  const { query } = parseSearch('Encounter', [['patient', patient.id!], ['_summary', 'count']], { lenient: false, maxCount: 1 })
  const { total = 0 } = await reader.search(query)
  return {
    id: patient.id!,
    name: [official?.family, official?.given?.join(' ')].filter(Boolean).join(', '),
    birthDate,
    numbers: identifier.filter((one) => !isKvnr(one)).flatMap(({ system = '', value }) => (value === undefined ? [] : [{ system, value }])),
    active: patient.active !== false,
    encounters: total,
    updatedAt: new Date(meta?.lastUpdated ?? 0),
  }
}
