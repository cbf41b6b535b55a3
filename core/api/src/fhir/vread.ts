import type { Interaction } from './interaction.ts'
import { readSubset } from './read-subset.ts'
import { storedAnswer } from './stored-answer.ts'
import { isId, missing } from './type-and-id.ts'

/** One version, current or past. Source: FHIR R4 http.html#vread. Faults: api/resource-missing, api/resource-gone and those of
 *  readSubset. */
export const vread: Interaction = {
  codes: ['vread'],
  method: 'GET',
  path: '/:type/:id/_history/:versionId',
  permission: 'fhir.read',
  letters: ['r'],
  handle: async (call) => {
    const subset = readSubset(call)
    if (!isId(call.id) || !/^[1-9]\d{0,8}$/.test(call.versionId)) throw missing()
    return storedAnswer(call, await call.read((reader) => reader.version(call.type, call.id, Number(call.versionId))), subset)
  },
}
