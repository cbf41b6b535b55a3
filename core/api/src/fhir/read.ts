import { isKnown } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { readSubset, subsetOf } from './read-subset.ts'
import { gone, isId, missing } from './type-and-id.ts'

/** The current version. Source: FHIR R4 http.html#read. Faults: api/resource-missing, api/resource-gone and those of
 *  readSubset. */
export const read: Interaction = {
  codes: ['read'],
  claims: { conditionalRead: 'full-support' },
  method: 'GET',
  path: '/:type/:id',
  permission: 'fhir.read',
  handle: async (call) => {
    const subset = readSubset(call)
    if (!isId(call.id)) throw missing()
    const stored = await call.read((reader) => reader.get(call.type, call.id))
    if (stored === undefined) throw missing()
    if (stored.text === undefined) throw gone()
    const known = isKnown(stored.version, stored.lastUpdated, call.ifNoneMatch, call.ifModifiedSince)
    return { status: known ? 304 : 200, body: known ? undefined : subsetOf(stored.text, subset), version: stored.version, lastModified: stored.lastUpdated }
  },
}
