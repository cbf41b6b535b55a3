import { applyJsonPatch, parseJson, readJsonPatch, type PatchOperation } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import { jsonPatchType, longestBody, patchText } from './body.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { otherVersion, requirePreconditions } from './preconditions.ts'
import { checkResource, type ResourceBody } from './resource-body.ts'
import { gone, isId, missing } from './type-and-id.ts'
import { isConflict, written } from './written.ts'

/** A stored resource as the patch leaves it, checked as if it had been sent. `at` leads the locations of findings inside a Bundle.
 *  Faults: fhir/patch-failed, fhir/patch-size, fhir/json-depth, api/patch-identity, api/validation. */
export function patchedBody(stored: Stored, operations: readonly PatchOperation[], at?: string): ResourceBody {
  if (stored.text === undefined) throw gone()
  const text = applyJsonPatch(stored.text, operations, longestBody)
  const value = parseJson(text) as { resourceType?: unknown; id?: unknown } | null
  if (value?.resourceType !== stored.type || value.id !== stored.id) {
    throw new Fault('unprocessable', 'api/patch-identity', 'A patch may change neither resourceType nor id.', at === undefined ? {} : { at })
  }
  return checkResource(text, value, stored.type, at)
}

/** Changes a resource by a JSON Patch; numbers it does not touch keep their form.
 *  Source: FHIR R4 http.html#patch, RFC 6902. Faults: api/patch-format, fhir/patch-form, api/resource-missing, api/resource-gone,
 *  api/if-match and those of patchedBody. */
export const patch: Interaction = {
  codes: ['patch'],
  claims: { patchFormat: [jsonPatchType] },
  method: 'PATCH',
  path: '/:type/:id',
  permission: 'fhir.write',
  letters: ['u'],
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const operations = readJsonPatch(patchText(call.body))
    if (!isId(call.id)) throw missing()
    // Who is faster makes the patch start over on what they wrote.
    for (let attempt = 0; ; attempt++) {
      const before = await call.read((reader) => reader.get(call.type, call.id))
      if (before === undefined) throw missing()
      requirePreconditions(call, before)
      const body = patchedBody(before, operations)
      try {
        return written(call, await call.commit({ kind: 'put', type: call.type, id: call.id, ...body, expect: before.version }), false)
      } catch (error) {
        if (!isConflict(error)) throw error
        if (call.ifMatch !== undefined) throw otherVersion()
        if (attempt === 4) throw error
      }
    }
  },
}
