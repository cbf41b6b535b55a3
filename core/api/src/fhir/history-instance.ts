import { history } from './history.ts'
import type { Interaction } from './interaction.ts'
import { isId, missing } from './type-and-id.ts'

/** The versions of one resource. Source: FHIR R4 http.html#history. Faults: api/resource-missing and those of history. */
export const historyInstance: Interaction = {
  codes: ['history-instance'],
  claims: { readHistory: true },
  method: 'GET',
  path: '/:type/:id/_history',
  permission: 'fhir.read',
  letters: ['r'],
  handle: async (call) => {
    const { type, id } = call
    if (!isId(id)) throw missing()
    return history(call, { type, id }, `/${type}/${id}/_history`, async () => {
      if ((await call.read((reader) => reader.get(type, id))) === undefined) throw missing()
    })
  },
}
