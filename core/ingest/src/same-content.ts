import type { Resource } from '@steckwerk/fhir'

/** Whether two versions of a resource say the same: everything but meta's version, time and source, members in any order. */
export function sameContent(a: Resource, b: Resource): boolean {
  if (a === b) return true
  const { meta: metaA, ...restA } = a
  const { meta: metaB, ...restB } = b
  return equal(restA, restB) && equal(statedMeta(metaA), statedMeta(metaB))
}

function statedMeta(meta: Resource['meta']): object {
  const { versionId: _version, lastUpdated: _time, source: _source, ...stated } = meta ?? {}
  return stated
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  }
  if (Array.isArray(b)) return false
  let members = 0
  for (const name in a) {
    if ((a as Record<string, unknown>)[name] === undefined) continue
    members++
    if (!equal((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])) return false
  }
  for (const name in b) if ((b as Record<string, unknown>)[name] !== undefined) members--
  return members === 0
}
