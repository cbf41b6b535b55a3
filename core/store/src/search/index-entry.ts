import { extract, searchParams, type Extracted, type Resource } from '@steckwerk/fhir'
import { paramNumber, type IndexHash } from './index-hash.ts'
import { noDate, toInstant } from './instants.ts'
import { keyText, stringGroup, stringRecords } from './string-records.ts'

export interface StartEntry {
  readonly h: bigint
  readonly v: string
}

export interface DayEntry {
  readonly h: bigint
  readonly lo: number
  readonly hi: number
}

/** All that a resource is found by, as it is stored. */
export interface IndexEntry {
  readonly lo: number | undefined
  readonly hi: number | undefined
  readonly hp: bigint | undefined
  readonly tokens: readonly bigint[]
  readonly params: readonly number[]
  /** All strings, as `stringRecords` writes them; undefined where there are none. */
  readonly strings: string | undefined
  readonly starts: readonly StartEntry[]
  readonly days: readonly DayEntry[]
}

export const startKey = (entry: StartEntry): string => `${entry.h}|${entry.v}`
export const dayKey = (entry: DayEntry): string => `${entry.h}|${entry.lo}|${entry.hi}`

/** The reference parameters whose Patient fills hp; together, so that either of them alone finds through it. */
export const patientParams: ReadonlySet<string> = new Set(['patient', 'subject'])
/** Stands for "more than one Patient" in hp; no FHIR id has a star. */
export const several = '*'

const leadingTypes = new Map<string, string | undefined>()

/** The code of the date parameter that leads a type, or undefined. */
export function leadingParam(type: string): string | undefined {
  if (!leadingTypes.has(type)) leadingTypes.set(type, searchParams(type).find((param) => param.leading)?.code)
  return leadingTypes.get(type)
}

/** The index entry of a resource. */
export function indexEntry(hash: IndexHash, tenant: number, resource: Resource): IndexEntry {
  return entryOf(hash, tenant, resource.resourceType, extract(resource))
}

export function entryOf(hash: IndexHash, tenant: number, type: string, found: Extracted): IndexEntry {
  const tokens = new Set<bigint>()
  const params = new Set<number>()
  const patients = new Set<string>()
  for (const { param, system, code } of found.tokens) {
    params.add(paramNumber(param))
    tokens.add(hash.of(tenant, type, 'pair', param, system ?? '', code))
    tokens.add(hash.of(tenant, type, 'code', param, code))
    if (system !== undefined && system !== '') tokens.add(hash.of(tenant, type, 'system', param, system))
  }
  for (const { param, type: target, id, url } of found.references) {
    params.add(paramNumber(param))
    if (url !== undefined) tokens.add(hash.of(tenant, type, 'uri', param, url))
    if (url !== undefined || target === undefined || id === undefined) continue
    tokens.add(hash.of(tenant, type, 'reference', param, target, id))
    if (target === 'Patient' && patientParams.has(param)) patients.add(id)
  }
  for (const { param, value } of found.uris) {
    params.add(paramNumber(param))
    tokens.add(hash.of(tenant, type, 'uri', param, value))
  }
  for (const patient of found.mentionedPatients) tokens.add(hash.of(tenant, '', 'mention', '', patient))
  const leading = leadingParam(type)
  const starts = new Map<string, StartEntry>()
  for (const { param, folded } of found.strings) {
    params.add(paramNumber(param))
    const entry = { h: hash.of(tenant, type, 'string', stringGroup(param)), v: keyText(folded) }
    starts.set(startKey(entry), entry)
  }
  const days = new Map<string, DayEntry>()
  for (const { param, low, high } of found.dates) {
    params.add(paramNumber(param))
    if (param === leading) continue
    const entry = { h: hash.of(tenant, type, 'day', param), lo: toInstant(low), hi: toInstant(high) }
    days.set(dayKey(entry), entry)
  }
  const date = found.leading
  return {
    lo: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.low),
    hi: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.high),
    hp: patients.size === 0 ? undefined : hash.of(tenant, type, 'patient', '', patients.size === 1 ? [...patients][0] : several),
    tokens: [...tokens],
    params: [...params],
    strings: stringRecords(found.strings),
    starts: [...starts.values()],
    days: [...days.values()],
  }
}
