import { timeOrderedId } from '@steckwerk/kernel'
import { jsonText } from './body.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { readResource } from './resource-body.ts'
import { refuseConditional, written } from './written.ts'

/** A new resource under an id the server gives; one in the body is passed over. Source: FHIR R4 http.html#create.
 *  Faults: fhir/json and its kin, api/resource-type, api/validation, api/conditional. */
export const create: Interaction = {
  codes: ['create'],
  method: 'POST',
  path: '/:type',
  permission: 'fhir.write',
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    refuseConditional(call.ifNoneExist)
    const { text, resource } = readResource(jsonText(call.body), call.type)
    const id = timeOrderedId(call.ctx.now.getTime())
    const stored = await call.commit({ kind: 'put', type: call.type, id, text, resource, expect: 0 })
    return written(call, stored, true)
  },
}
