import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import { ifMatchVersion, namesVersion } from './etag.ts'

/** If-Match and If-None-Match of a write, of headers or of a Bundle's entry. */
export interface Preconditions {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** If-Match named another version than the current one. `at` leads the header's name inside a Bundle. */
export function otherVersion(at = 'If-Match'): Fault {
  return new Fault('precondition', 'api/if-match', 'The resource is at another version than If-Match names.', { at })
}

/** Refuses a write to a resource that is not as the asker thinks; `before` is undefined where there never was one.
 *  `entry` is `Bundle.entry[3]` inside a Bundle. Source: FHIR R4 http.html#concurrency, RFC 9110 section 13.
 *  Faults: api/if-match-form, api/if-match, api/if-none-match. */
export function requirePreconditions(asked: Preconditions, before: Stored | undefined, entry?: string): void {
  const { ifMatch, ifNoneMatch } = asked
  if (ifMatch !== undefined) {
    const at = entry === undefined ? 'If-Match' : `${entry}.request.ifMatch`
    if (ifMatchVersion(ifMatch, at) !== before?.version) throw otherVersion(at)
  }
  if (ifNoneMatch !== undefined && before?.text !== undefined && namesVersion(ifNoneMatch, before.version)) {
    const at = entry === undefined ? 'If-None-Match' : `${entry}.request.ifNoneMatch`
    throw new Fault('precondition', 'api/if-none-match', 'There is a resource already that If-None-Match excludes.', { at })
  }
}
