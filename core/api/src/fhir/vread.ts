import { isKnown } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { gone, isId, missing } from './type-and-id.ts'

/** One version, current or past. Source: FHIR R4 http.html#vread. Faults: api/resource-missing, api/resource-gone. */
export const vread: Interaction = {
  codes: ['vread'],
  method: 'GET',
  path: '/:type/:id/_history/:versionId',
  permission: 'fhir.read',
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    if (!isId(call.id) || !/^[1-9]\d{0,8}$/.test(call.versionId)) throw missing()
    const stored = await call.read((reader) => reader.version(call.type, call.id, Number(call.versionId)))
    if (stored === undefined) throw missing()
    if (stored.text === undefined) throw gone()
    const known = isKnown(stored.version, stored.lastUpdated, call.ifNoneMatch, call.ifModifiedSince)
    return { status: known ? 304 : 200, body: known ? undefined : stored.text, version: stored.version, lastModified: stored.lastUpdated }
  },
}
