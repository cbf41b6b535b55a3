import { readJsonPatch } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { patchText } from './body.ts'
import { readCriteria, writeMatched } from './conditional.ts'
import type { Interaction } from './interaction.ts'
import { patchedBody } from './patch.ts'
import { requirePreconditions } from './preconditions.ts'
import { written } from './written.ts'

/** No resource meets the criteria of an interaction that needs one. */
export function noMatch(at?: string): Fault {
  return new Fault('not-found', 'api/criteria-none', 'No resource meets the criteria.', at === undefined ? {} : { at })
}

/** Changes the one resource that meets the criteria by a JSON Patch.
 *  Source: FHIR R4 http.html#patch. Faults: api/criteria, api/criteria-several, api/criteria-none and those of patch. */
export const conditionalPatch: Interaction = {
  codes: ['patch'],
  method: 'PATCH',
  path: '/:type',
  permission: 'fhir.write',
  letters: ['s', 'u'],
  handle: async (call) => {
    const criteria = readCriteria(call.type, call.query)
    const operations = readJsonPatch(patchText(call.body))
    return writeMatched(call, criteria, async (writer, before) => {
      if (before === undefined) throw noMatch()
      requirePreconditions(call, before)
      const [stored] = await writer.apply([{ kind: 'put', type: call.type, id: before.id, ...patchedBody(before, operations), expect: before.version }])
      return written(call, stored!, false)
    })
  },
}
