import { Fault } from '@steckwerk/kernel'
import { httpDate } from './http-date.ts'

export const etag = (version: number): string => `W/"${version}"`

/** The one version an If-Match names. Source: FHIR R4 http.html#concurrency. Faults: api/if-match-form. */
export function ifMatchVersion(header: string, at = 'If-Match'): number {
  const version = /^\s*(?:W\/)?"([1-9]\d{0,9})"\s*$/.exec(header)?.[1]
  if (version === undefined) throw new Fault('invalid', 'api/if-match-form', 'If-Match must be one version such as W/"3".', { at })
  return Number(version)
}

/** Whether an If-None-Match names this version of something that exists; '*' names every one. Source: RFC 9110 section 13.1.2. */
export function namesVersion(ifNoneMatch: string, version: number): boolean {
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`)
}

/** Whether If-None-Match or, without it, If-Modified-Since says the asker has this version already. Source: RFC 9110 section 13.2.2. */
export function isKnown(version: number, lastUpdated: number, ifNoneMatch: string | undefined, ifModifiedSince: string | undefined): boolean {
  if (ifNoneMatch !== undefined) return namesVersion(ifNoneMatch, version)
  if (ifModifiedSince === undefined) return false
  const since = httpDate(ifModifiedSince, Date.now())
  return since !== undefined && Math.floor(lastUpdated / 1000) * 1000 <= since
}
