import { Fault } from '@steckwerk/kernel'

export const etag = (version: number): string => `W/"${version}"`

/** The one version an If-Match names. Source: FHIR R4 http.html#concurrency. Faults: api/if-match-form. */
export function ifMatchVersion(header: string): number {
  const version = /^\s*(?:W\/)?"([1-9]\d{0,9})"\s*$/.exec(header)?.[1]
  if (version === undefined) throw new Fault('invalid', 'api/if-match-form', 'If-Match must be one version such as W/"3".', { at: 'If-Match' })
  return Number(version)
}

/** Whether If-None-Match or, without it, If-Modified-Since says the asker has this version already. */
export function isKnown(version: number, lastUpdated: number, ifNoneMatch: string | undefined, ifModifiedSince: string | undefined): boolean {
  if (ifNoneMatch !== undefined) {
    return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`)
  }
  if (ifModifiedSince === undefined) return false
  const since = Date.parse(ifModifiedSince)
  return Number.isFinite(since) && Math.floor(lastUpdated / 1000) * 1000 <= since
}
