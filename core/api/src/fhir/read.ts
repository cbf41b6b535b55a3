import type { Interaction } from './interaction.ts'
import { readSubset } from './read-subset.ts'
import { storedAnswer } from './stored-answer.ts'
import { isId, missing } from './type-and-id.ts'

/** The current version. Source: FHIR R4 http.html#read. Faults: api/resource-missing, api/resource-gone and those of
 *  readSubset. */
export const read: Interaction = {
  codes: ['read'],
  claims: { conditionalRead: 'full-support' },
  method: 'GET',
  path: '/:type/:id',
  permission: 'fhir.read',
  letters: ['r'],
  handle: async (call) => {
    const subset = readSubset(call)
    if (!isId(call.id)) throw missing()
    return storedAnswer(call, await call.read((reader) => reader.get(call.type, call.id)), subset)
  },
}
