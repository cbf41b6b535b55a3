import { ifMatchVersion } from './etag.ts'
import type { FhirAnswer, Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { isId, missing } from './type-and-id.ts'
import { isConflict, preconditionFailed } from './written.ts'

/** Deletes; past versions stay readable. Deleting what is gone or was never there succeeds, as R4 has it.
 *  Source: FHIR R4 http.html#delete. Faults: api/if-match. */
export const remove: Interaction = {
  codes: ['delete'],
  method: 'DELETE',
  path: '/:type/:id',
  permission: 'fhir.write',
  handle: async (call): Promise<FhirAnswer> => {
    refuseParameters(call.query, call.prefer.lenient)
    if (!isId(call.id)) throw missing()
    const before = await call.read((reader) => reader.get(call.type, call.id))
    const expect = call.ifMatch === undefined ? undefined : ifMatchVersion(call.ifMatch)
    if (expect !== undefined && before?.version !== expect) throw preconditionFailed()
    if (before === undefined) return { status: 204 }
    if (before.text === undefined) return { status: 204, version: before.version, lastModified: before.lastUpdated }
    try {
      const stored = await call.commit({ kind: 'delete', type: call.type, id: call.id, expect: expect ?? 'any' })
      return { status: 204, version: stored.version, lastModified: stored.lastUpdated }
    } catch (error) {
      throw isConflict(error) && expect !== undefined ? preconditionFailed() : error
    }
  },
}
