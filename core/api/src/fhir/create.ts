import { timeOrderedId } from '@steckwerk/kernel'
import { jsonText } from './body.ts'
import { matchOf, readCriteria, writeMatched, type Criteria } from './conditional.ts'
import type { FhirAnswer, FhirCall, Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { readResource, type ResourceBody } from './resource-body.ts'
import { written } from './written.ts'

/** Creates unless one resource meets the criteria: then that one is the answer. Most find it by a look that locks nothing. */
async function createIfNone(call: FhirCall, criteria: Criteria, body: ResourceBody): Promise<FhirAnswer> {
  const found = await call.read((reader) => matchOf(reader, criteria, 'If-None-Exist'))
  if (found !== undefined) return written(call, found, false)
  return writeMatched(call, criteria, async (writer, meanwhile) => {
    if (meanwhile !== undefined) return written(call, meanwhile, false)
    const [stored] = await writer.apply([{ kind: 'put', type: call.type, id: timeOrderedId(call.ctx.now.getTime()), ...body, expect: 0 }])
    return written(call, stored!, true)
  }, 'If-None-Exist')
}

/** A new resource under an id the server gives; one in the body is passed over. Source: FHIR R4 http.html#create, #ccreate.
 *  Faults: fhir/json and its kin, api/resource-type, api/validation, api/criteria, api/criteria-several. */
export const create: Interaction = {
  codes: ['create'],
  claims: { conditionalCreate: true, referencePolicy: ['literal', 'logical'] },
  method: 'POST',
  path: '/:type',
  permission: 'fhir.write',
  letters: ['c'],
  handle: async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const criteria = call.ifNoneExist === undefined ? undefined : readCriteria(call.type, call.ifNoneExist, 'If-None-Exist')
    const body = readResource(jsonText(call.body), call.type)
    if (criteria !== undefined) return createIfNone(call, criteria, body)
    const id = timeOrderedId(call.ctx.now.getTime())
    return written(call, await call.commit({ kind: 'put', type: call.type, id, ...body, expect: 0 }), true)
  },
}
