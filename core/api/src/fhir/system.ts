import { batch } from './batch.ts'
import { jsonText } from './body.ts'
import { readBundle } from './bundle-request.ts'
import { entryRouter } from './entry-route.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { transaction } from './transaction.ts'

/** POST on the base: a Bundle of type transaction or batch, whose entries may be any of the interactions. `tell` hears of unexpected errors
 *  inside a batch. */
export function system(interactions: readonly Interaction[], tell: (thrown: unknown) => void): Interaction {
  const route = entryRouter(interactions)
  const handle: Interaction['handle'] = async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const request = readBundle(jsonText(call.body), call.base)
    return request.kind === 'batch' ? batch(call, request, { route, tell }) : transaction(call, request, route)
  }
  return { codes: ['transaction', 'batch'], method: 'POST', path: '', permission: 'fhir.write', handle }
}
