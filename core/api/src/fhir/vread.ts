import { isKnown } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { readSubset, subsetOf } from './read-subset.ts'
import { gone, isId, missing } from './type-and-id.ts'

/** One version, current or past. Source: FHIR R4 http.html#vread. Faults: api/resource-missing, api/resource-gone and those of
 *  readSubset. */
export const vread: Interaction = {
  codes: ['vread'],
  method: 'GET',
  path: '/:type/:id/_history/:versionId',
  permission: 'fhir.read',
  handle: async (call) => {
    const subset = readSubset(call)
    if (!isId(call.id) || !/^[1-9]\d{0,8}$/.test(call.versionId)) throw missing()
    const stored = await call.read((reader) => reader.version(call.type, call.id, Number(call.versionId)))
    if (stored === undefined) throw missing()
    if (stored.text === undefined) throw gone()
    const known = isKnown(stored.version, stored.lastUpdated, call.ifNoneMatch, call.ifModifiedSince)
    return { status: known ? 304 : 200, body: known ? undefined : subsetOf(stored.text, subset), version: stored.version, lastModified: stored.lastUpdated }
  },
}
