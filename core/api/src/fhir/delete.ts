import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { otherVersion, requirePreconditions } from './preconditions.ts'
import { isId, missing } from './type-and-id.ts'
import { isConflict, removed } from './written.ts'

/** Deletes; past versions stay readable. Deleting what is gone or was never there succeeds, as R4 has it.
 *  Source: FHIR R4 http.html#delete. Faults: api/if-match, api/if-none-match. */
export const remove: Interaction = {
  codes: ['delete'],
  method: 'DELETE',
  path: '/:type/:id',
  permission: 'fhir.write',
  letters: ['d'],
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    if (!isId(call.id)) throw missing()
    const before = await call.read((reader) => reader.get(call.type, call.id))
    requirePreconditions(call, before)
    if (before?.text === undefined) return removed(call, before)
    const isBound = call.ifMatch !== undefined || call.ifNoneMatch !== undefined
    try {
      return removed(call, await call.commit({ kind: 'delete', type: call.type, id: call.id, expect: isBound ? before.version : 'any' }))
    } catch (error) {
      throw isConflict(error) && isBound ? otherVersion() : error
    }
  },
}
