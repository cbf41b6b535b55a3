import { readCriteria, writeMatched } from './conditional.ts'
import type { Interaction } from './interaction.ts'
import { requirePreconditions } from './preconditions.ts'
import { removed } from './written.ts'

/** Deletes the one resource that meets the criteria; that none does is a success too. More than one are left alone.
 *  Source: FHIR R4 http.html#delete (conditional delete). Faults: api/criteria, api/criteria-several, api/if-match. */
export const conditionalDelete: Interaction = {
  codes: ['delete'],
  claims: { conditionalDelete: 'single' },
  method: 'DELETE',
  path: '/:type',
  permission: 'fhir.write',
  letters: ['s', 'd'],
  handle: async (call) => {
    const criteria = readCriteria(call.type, call.query)
    return writeMatched(call, criteria, async (writer, found) => {
      requirePreconditions(call, found)
      if (found === undefined) return removed(call, undefined)
      const [stored] = await writer.apply([{ kind: 'delete', type: call.type, id: found.id, expect: found.version }])
      return removed(call, stored)
    })
  },
}
