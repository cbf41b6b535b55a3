import type { Subset } from '@steckwerk/fhir'
import type { Stored } from '@steckwerk/store'
import { isKnown } from './etag.ts'
import type { FhirAnswer, FhirCall } from './interaction.ts'
import { subsetOf } from './read-subset.ts'
import { gone, missing } from './type-and-id.ts'

/** The answer to a read of one version: what was asked for of it, or that the asker has it already.
 *  Faults: api/resource-missing, api/resource-gone. */
export function storedAnswer(call: Pick<FhirCall, 'ifNoneMatch' | 'ifModifiedSince'>, stored: Stored | undefined, subset: Subset | undefined): FhirAnswer {
  if (stored === undefined) throw missing()
  if (stored.text === undefined) throw gone()
  const known = isKnown(stored.version, stored.lastUpdated, call.ifNoneMatch, call.ifModifiedSince)
  return { status: known ? 304 : 200, body: known ? undefined : subsetOf(stored.text, subset), version: stored.version, lastModified: stored.lastUpdated }
}
