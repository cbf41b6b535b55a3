import { Fault } from '@steckwerk/kernel'
import { jsonText } from './body.ts'
import { ifMatchVersion } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { otherVersion, requirePreconditions } from './preconditions.ts'
import { readResource } from './resource-body.ts'
import { isId } from './type-and-id.ts'
import { isConflict, written } from './written.ts'

/** Faults: api/id-form, api/id-differs. */
export function requireSameId(id: string, bodyId: unknown, at = 'id'): void {
  if (!isId(id)) throw new Fault('invalid', 'api/id-form', 'An id is 1 to 64 of A-Z, a-z, 0-9, hyphen and dot.', { at })
  if (bodyId !== id) throw new Fault('invalid', 'api/id-differs', 'The id in the body must be the id in the address.', { at })
}

/** Replaces a resource, or creates it under the client's id; with `If-None-Match: *` only that. Unchanged content writes no version.
 *  Source: FHIR R4 http.html#update. Faults: fhir/json and its kin, api/resource-type, api/id-form, api/id-differs, api/validation,
 *  api/if-match, api/if-none-match. */
export const update: Interaction = {
  codes: ['update'],
  claims: { updateCreate: true },
  method: 'PUT',
  path: '/:type/:id',
  permission: 'fhir.write',
  letters: ['cu'],
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const { text, resource } = readResource(jsonText(call.body), call.type)
    requireSameId(call.id, resource.id)
    const change = { kind: 'put', type: call.type, id: call.id, text, resource } as const
    if (call.ifMatch !== undefined && call.ifNoneMatch === undefined) {
      const expect = ifMatchVersion(call.ifMatch)
      try {
        return written(call, await call.commit({ ...change, expect }), false)
      } catch (error) {
        throw isConflict(error) ? otherVersion() : error
      }
    }
    // Whether this creates can only be known by looking first; somebody faster makes it an update.
    for (let attempt = 0; ; attempt++) {
      const before = await call.read((reader) => reader.get(call.type, call.id))
      requirePreconditions(call, before)
      const absent = before?.text === undefined
      const isBound = absent || call.ifNoneMatch !== undefined
      try {
        return written(call, await call.commit({ ...change, expect: isBound ? (before?.version ?? 0) : 'any' }), absent)
      } catch (error) {
        if (!isConflict(error) || attempt === 4) throw error
      }
    }
  },
}
