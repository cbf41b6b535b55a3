import type { Extracted } from '@steckwerk/fhir'
import { paramNumber, type IndexHash } from './index-hash.ts'

/** Numbers as the row holds them: for each entry of `keys` three of `values`: element, low, high. */
export interface NumberArrays {
  readonly keys: readonly bigint[]
  readonly values: readonly number[]
}

/** A number in the side table. */
export interface NumEntry {
  readonly h: bigint
  readonly lo: number
  readonly hi: number
}

/** The parameter of Location.position. */
export const nearParam = 'near'

/** Stands in an entry's element where the value is in canonical units, of whatever dimension: what to sort by. Negative, so it is
 *  no element's number. */
export const canonicalMark = (param: string): number => -1 - (paramNumber(param) >>> 0)

const isCanonical = (unit: string): boolean => unit.startsWith('ucum:')
/** The forms of unit that are in the side table; the others have the bounds of ''. */
export const drives = (unit: string): boolean => unit === '' || isCanonical(unit)

type Part = Extracted['composites'][number]

/** All that a row is checked by; composites' parts of every kind are among it, those that are no numbers with 0 as value. */
export function numberArrays(hash: IndexHash, tenant: number, type: string, found: Extracted): NumberArrays {
  const keys: bigint[] = []
  const values: number[] = []
  const add = (key: bigint, element: number, low: number, high: number): void => {
    keys.push(key)
    values.push(element, low, high)
  }
  for (const { param, unit, low, high } of found.numbers) {
    add(hash.of(tenant, type, 'number', param, unit), isCanonical(unit) ? canonicalMark(param) : 0, low, high)
  }
  for (const part of found.composites) addPart(hash, tenant, type, part, (key, low, high) => add(key, part.element, low, high))
  const { position } = found
  if (position !== undefined) add(hash.of(tenant, type, 'number', nearParam), 0, position.latitude, position.longitude)
  return { keys, values }
}

function addPart(hash: IndexHash, tenant: number, type: string, { param, part, value }: Part, add: (key: bigint, low: number, high: number) => void): void {
  const key = (...form: readonly string[]): bigint => partHash(hash, tenant, type, param, part, form)
  switch (value.kind) {
    case 'token':
      add(key('code', value.code), 0, 0)
      return add(key('pair', value.code, value.system ?? ''), 0, 0)
    case 'reference':
      if (value.url !== undefined) return add(key('url', value.url), 0, 0)
      if (value.type === undefined || value.id === undefined) return
      add(key('id', value.id), 0, 0)
      return add(key('reference', value.id, value.type), 0, 0)
    case 'number':
      return add(key('number', value.unit), value.low, value.high)
    case 'date':
      return add(key('date'), value.low, value.high)
  }
}

/** The hash of one form of a part's value: its name, and what is compared. */
export function partHash(hash: IndexHash, tenant: number, type: string, param: string, part: number, [form, first, second]: readonly string[]): bigint {
  return hash.of(tenant, type, 'part', `${param}:${part}:${form}`, first, second)
}

/** The parts of composites that are codes or references are tokens too, in their widest form, for the index to find. */
export function partTokens(hash: IndexHash, tenant: number, type: string, found: Extracted): bigint[] {
  const tokens = new Set<bigint>()
  for (const { param, part, value } of found.composites) {
    const form = partDriver(value)
    if (form !== undefined) tokens.add(partHash(hash, tenant, type, param, part, form))
  }
  return [...tokens]
}

/** The form of a value by which the index finds it: that of a code without its system, of an id without its type. */
export function partDriver(value: { readonly kind: string; readonly code?: string | undefined; readonly id?: string | undefined; readonly url?: string | undefined }): readonly string[] | undefined {
  if (value.kind === 'token') return value.code === undefined ? undefined : ['code', value.code]
  if (value.kind !== 'reference') return undefined
  return value.url !== undefined ? ['url', value.url] : value.id === undefined ? undefined : ['id', value.id]
}

export function numEntries(hash: IndexHash, tenant: number, type: string, found: Extracted): NumEntry[] {
  const entries = new Map<string, NumEntry>()
  const add = (h: bigint, lo: number, hi: number): void => void entries.set(`${h}|${lo}|${hi}`, { h, lo, hi })
  for (const { param, unit, low, high } of found.numbers) if (drives(unit)) add(hash.of(tenant, type, 'number', param, unit), low, high)
  const latitude = found.position?.latitude
  // A band of latitudes is what a place can be looked for by.
  if (latitude !== undefined) add(hash.of(tenant, type, 'number', nearParam), latitude, latitude)
  return [...entries.values()]
}
