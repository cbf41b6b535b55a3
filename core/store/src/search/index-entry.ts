import { extract, searchParams, type Extracted, type Resource } from '@steckwerk/fhir'
import { paramNumber, type IndexHash } from './index-hash.ts'
import { noDate, toInstant } from './instants.ts'
import { nearParam, numberArrays, numEntries, partTokens, type NumberArrays, type NumEntry } from './number-entries.ts'
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
  /** How many of the tokens, from the first, are those of references. */
  readonly refs: number
  /** Numbers to check by, as the row holds them. */
  readonly numbers: NumberArrays
  readonly params: readonly number[]
  /** All strings, as `stringRecords` writes them; undefined where there are none. */
  readonly strings: string | undefined
  readonly starts: readonly StartEntry[]
  readonly days: readonly DayEntry[]
  /** Numbers to drive by. */
  readonly nums: readonly NumEntry[]
}

export const startKey = (entry: StartEntry): string => `${entry.h}|${entry.v}`
export const dayKey = (entry: DayEntry): string => `${entry.h}|${entry.lo}|${entry.hi}`
export const numKey = (entry: NumEntry): string => `${entry.h}|${entry.lo}|${entry.hi}`

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
  const found = extract(resource)
  const type = resource.resourceType
  const leading = leadingParam(type)
  const date = found.leading
  return {
    lo: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.low),
    hi: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.high),
    hp: patientHash(hash, tenant, type, found),
    ...tokenHashes(hash, tenant, type, found),
    numbers: numberArrays(hash, tenant, type, found),
    params: paramNumbers(found),
    strings: stringRecords(found.strings),
    ...sides(hash, tenant, type, found),
  }
}

/** What a resource has in the side tables. */
export type SideEntries = Pick<IndexEntry, 'starts' | 'days' | 'nums'>

export function sideEntries(hash: IndexHash, tenant: number, resource: Resource): SideEntries {
  return sides(hash, tenant, resource.resourceType, extract(resource))
}

/** References first. May hold a hash twice; the index does not mind. */
function tokenHashes(hash: IndexHash, tenant: number, type: string, found: Extracted): { tokens: bigint[]; refs: number } {
  const tokens: bigint[] = []
  const targets = new Map<string, bigint>()
  for (const { param, type: target, id } of found.references) {
    if (target === undefined || id === undefined) continue
    const key = `${target}/${id}`
    // The same Patient is often that of several parameters.
    let me = targets.get(key)
    if (me === undefined) targets.set(key, (me = hash.me(tenant, target, id)))
    tokens.push(hash.prefix(tenant, type, param) ^ me)
  }
  const refs = tokens.length
  const systems = new Set<string>()
  const coded = (param: string, system: string | undefined, code: string): void => {
    tokens.push(hash.of(tenant, type, 'pair', param, system, code), hash.of(tenant, type, 'code', param, code))
    if (system === undefined || systems.has(param + system)) return
    systems.add(param + system)
    tokens.push(hash.of(tenant, type, 'system', param, system))
  }
  for (const { param, system, code } of found.tokens) coded(param, system, code)
  for (const { param, system, code } of found.identified) coded(identifierOf(param), system, code)
  for (const { param, system, code, value } of found.typed) tokens.push(hash.of(tenant, type, 'typed', param, system, code, value))
  for (const { param, url } of found.references) if (url !== undefined) tokens.push(hash.of(tenant, type, 'uri', param, url))
  for (const { param, value } of found.uris) tokens.push(hash.of(tenant, type, 'uri', param, value))
  tokens.push(...partTokens(hash, tenant, type, found))
  for (const patient of found.mentionedPatients) tokens.push(hash.of(tenant, '', 'mention', '', patient))
  return { tokens, refs }
}

/** The identifiers of a reference parameter are tokens of this name; no parameter's code has a colon. */
export const identifierOf = (param: string): string => `${param}:identifier`

function paramNumbers(found: Extracted): number[] {
  const params = new Set<number>()
  const { tokens, references, uris, strings, dates, identified, numbers, composites } = found
  for (const values of [tokens, references, uris, strings, dates, identified, numbers, composites]) for (const { param } of values) params.add(paramNumber(param))
  if (found.position !== undefined) params.add(paramNumber(nearParam))
  return [...params]
}

function patientHash(hash: IndexHash, tenant: number, type: string, found: Extracted): bigint | undefined {
  let patient: string | undefined
  for (const { param, type: target, id } of found.references) {
    if (target !== 'Patient' || id === undefined || id === patient || !patientParams.has(param)) continue
    patient = patient === undefined ? id : several
    if (patient === several) break
  }
  return patient === undefined ? undefined : hash.of(tenant, type, 'patient', '', patient)
}

function sides(hash: IndexHash, tenant: number, type: string, found: Extracted): SideEntries {
  const leading = leadingParam(type)
  const starts = new Map<string, StartEntry>()
  for (const { param, folded } of found.strings) {
    const group = stringGroup(param)
    const v = keyText(folded)
    const key = `${group}|${v}`
    if (!starts.has(key)) starts.set(key, { h: hash.of(tenant, type, 'string', group), v })
  }
  const days = new Map<string, DayEntry>()
  for (const { param, low, high } of found.dates) {
    if (param === leading) continue
    const entry = { h: hash.of(tenant, type, 'day', param), lo: toInstant(low), hi: toInstant(high) }
    days.set(dayKey(entry), entry)
  }
  return { starts: [...starts.values()], days: [...days.values()], nums: numEntries(hash, tenant, type, found) }
}
