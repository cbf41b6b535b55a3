import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { Reader, Stored } from '@steckwerk/store'
import { jsonText } from './body.ts'
import { readCriteria, writeMatched } from './conditional.ts'
import type { Interaction } from './interaction.ts'
import { requirePreconditions } from './preconditions.ts'
import { readResource } from './resource-body.ts'
import { requireSameId } from './update.ts'
import { written } from './written.ts'

/** Under which id a conditional update writes, and what is there: that of the match, without one the client's if nothing has it, else
 *  `fresh`. `at` is where the body's id stands.
 *  Source: FHIR R4 http.html#cond-update; R5 says 409 where the client's id is taken. Faults: api/id-differs, api/id-taken. */
export async function placeOf(
  reader: Pick<Reader, 'get'>,
  type: string,
  match: Stored | undefined,
  bodyId: string | undefined,
  fresh: string,
  at = 'id',
): Promise<{ readonly id: string; readonly before: Stored | undefined }> {
  if (match !== undefined) {
    if (bodyId !== undefined) requireSameId(match.id, bodyId, at)
    return { id: match.id, before: match }
  }
  if (bodyId === undefined) return { id: fresh, before: undefined }
  const before = await reader.get(type, bodyId)
  if (before?.text !== undefined) throw new Fault('conflict', 'api/id-taken', 'The resource with the id of the body does not meet the criteria.', { at })
  return { id: bodyId, before }
}

/** Replaces the one resource that meets the criteria, or creates it.
 *  Source: FHIR R4 http.html#cond-update. Faults: fhir/json and its kin, api/resource-type, api/validation, api/criteria,
 *  api/criteria-several, api/id-differs, api/id-taken, api/if-match, api/if-none-match. */
export const conditionalUpdate: Interaction = {
  codes: ['update'],
  claims: { conditionalUpdate: true },
  method: 'PUT',
  path: '/:type',
  permission: 'fhir.write',
  letters: ['s', 'cu'],
  handle: async (call) => {
    const criteria = readCriteria(call.type, call.query)
    const { text, resource } = readResource(jsonText(call.body), call.type)
    const fresh = timeOrderedId(call.ctx.now.getTime())
    return writeMatched(call, criteria, async (writer, match) => {
      const { id, before } = await placeOf(writer, call.type, match, resource.id, fresh)
      requirePreconditions(call, before)
      const [stored] = await writer.apply([{ kind: 'put', type: call.type, id, text, resource, expect: before?.version ?? 0 }])
      return written(call, stored!, before?.text === undefined)
    })
  },
}
