import { isKnown } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { gone, isId, missing } from './type-and-id.ts'

/** The current version. Source: FHIR R4 http.html#read. Faults: api/resource-missing, api/resource-gone. */
export const read: Interaction = {
  codes: ['read'],
  claims: { conditionalRead: 'full-support' },
  method: 'GET',
  path: '/:type/:id',
  permission: 'fhir.read',
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    if (!isId(call.id)) throw missing()
    const stored = await call.read((reader) => reader.get(call.type, call.id))
    if (stored === undefined) throw missing()
    if (stored.text === undefined) throw gone()
    const known = isKnown(stored.version, stored.lastUpdated, call.ifNoneMatch, call.ifModifiedSince)
    return { status: known ? 304 : 200, body: known ? undefined : stored.text, version: stored.version, lastModified: stored.lastUpdated }
  },
}
