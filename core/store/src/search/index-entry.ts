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
  const found = extract(resource)
  const type = resource.resourceType
  const leading = leadingParam(type)
  const date = found.leading
  return {
    lo: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.low),
    hi: leading === undefined ? undefined : date === undefined ? noDate : toInstant(date.high),
    hp: patientHash(hash, tenant, type, found),
    tokens: tokenHashes(hash, tenant, type, found),
    params: paramNumbers(found),
    strings: stringRecords(found.strings),
    ...sides(hash, tenant, type, found),
  }
}

/** What a resource has in the side tables. */
export type SideEntries = Pick<IndexEntry, 'starts' | 'days'>

export function sideEntries(hash: IndexHash, tenant: number, resource: Resource): SideEntries {
  return sides(hash, tenant, resource.resourceType, extract(resource))
}

/** May hold a hash twice; the index does not mind. */
function tokenHashes(hash: IndexHash, tenant: number, type: string, found: Extracted): bigint[] {
  const tokens: bigint[] = []
  const systems = new Set<string>()
  for (const { param, system, code } of found.tokens) {
    tokens.push(hash.of(tenant, type, 'pair', param, system, code), hash.of(tenant, type, 'code', param, code))
    if (system === undefined || systems.has(param + system)) continue
    systems.add(param + system)
    tokens.push(hash.of(tenant, type, 'system', param, system))
  }
  for (const { param, type: target, id, url } of found.references) {
    if (url !== undefined) tokens.push(hash.of(tenant, type, 'uri', param, url))
    else if (target !== undefined && id !== undefined) tokens.push(hash.of(tenant, type, 'reference', param, target, id))
  }
  for (const { param, value } of found.uris) tokens.push(hash.of(tenant, type, 'uri', param, value))
  for (const patient of found.mentionedPatients) tokens.push(hash.of(tenant, '', 'mention', '', patient))
  return tokens
}

function paramNumbers(found: Extracted): number[] {
  const params = new Set<number>()
  for (const values of [found.tokens, found.references, found.uris, found.strings, found.dates]) for (const { param } of values) params.add(paramNumber(param))
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
  return { starts: [...starts.values()], days: [...days.values()] }
}
