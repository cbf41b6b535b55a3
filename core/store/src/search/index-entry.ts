import { extract, permitsOf, searchParams, typeNumber, type Extracted, type Resource } from '@steckwerk/fhir'
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

/** That the holder of a key is admitted to a Patient, or refused. */
export interface PermitEntry {
  readonly h: bigint
  readonly pat: bigint
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
  /** Whom it admits to a Patient. */
  readonly permits: readonly PermitEntry[]
}

export const startKey = (entry: StartEntry): string => `${entry.h}|${entry.v}`
export const dayKey = (entry: DayEntry): string => `${entry.h}|${entry.lo}|${entry.hi}`
export const permitKey = (entry: PermitEntry): string => `${entry.h}|${entry.pat}|${entry.lo}|${entry.hi}`
export const numKey = (entry: NumEntry): string => `${entry.h}|${entry.lo}|${entry.hi}`

/** The reference parameters whose Patient fills hp; together, so that either of them alone finds through it. */
export const patientParams: ReadonlySet<string> = new Set(['patient', 'subject'])
/** Stands for "more than one Patient" in place of a Patient's hash. */
export const several = 0n

/** What hp is for resources of a type that belong to a Patient. */
export const patientKey = (type: string, patient: bigint): bigint => patient ^ BigInt(typeNumber(type))

const leadingTypes = new Map<string, string | undefined>()

/** The code of the date parameter that leads a type, or undefined. */
export function leadingParam(type: string): string | undefined {
  if (!leadingTypes.has(type)) leadingTypes.set(type, searchParams(type).find((param) => param.leading)?.code)
  return leadingTypes.get(type)
}

/** The index entry of a resource; `me` is its own hash. */
export function indexEntry(hash: IndexHash, tenant: number, resource: Resource, me: bigint): IndexEntry {
  const found = extract(resource)
  const type = resource.resourceType
  const leading = leadingParam(type)
  const date = found.leading
  return {
    lo: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.low),
    hi: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.high),
    hp: type === 'Patient' ? patientKey(type, me) : patientOf(hash, tenant, type, found),
    ...tokenHashes(hash, tenant, type, found),
    numbers: numberArrays(hash, tenant, type, found),
    params: paramNumbers(found),
    strings: stringRecords(found.strings),
    ...sides(hash, tenant, resource, found),
  }
}

/** What a resource has in the side tables. */
export type SideEntries = Pick<IndexEntry, 'starts' | 'days' | 'nums' | 'permits'>

export function sideEntries(hash: IndexHash, tenant: number, resource: Resource): SideEntries {
  return sides(hash, tenant, resource, extract(resource))
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

function patientOf(hash: IndexHash, tenant: number, type: string, found: Extracted): bigint | undefined {
  let patient: string | undefined
  let more = false
  for (const { param, type: target, id } of found.references) {
    if (target !== 'Patient' || id === undefined || id === patient || !patientParams.has(param)) continue
    more = patient !== undefined
    patient = id
    if (more) break
  }
  return patient === undefined ? undefined : patientKey(type, more ? several : hash.me(tenant, 'Patient', patient))
}

function sides(hash: IndexHash, tenant: number, resource: Resource, found: Extracted): SideEntries {
  const type = resource.resourceType
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
  return { starts: [...starts.values()], days: [...days.values()], nums: numEntries(hash, tenant, type, found), permits: permitEntries(hash, tenant, resource) }
}

function permitEntries(hash: IndexHash, tenant: number, resource: Resource): PermitEntry[] {
  const permits = permitsOf(resource)
  if (permits.length === 0) return []
  const entries = permits.map(({ key, patient, low, high }) => ({ h: permitHash(hash, tenant, key), pat: hash.me(tenant, 'Patient', patient), lo: toInstant(low * 1000), hi: toInstant(high * 1000) }))
  return [...new Map(entries.map((entry) => [permitKey(entry), entry])).values()]
}

export const permitHash = (hash: IndexHash, tenant: number, key: string): bigint => hash.of(tenant, '', 'permit', '', key)
