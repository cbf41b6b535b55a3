import { batch } from './batch.ts'
import { jsonText } from './body.ts'
import { readBundle } from './bundle-request.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { transaction } from './transaction.ts'

/** POST on the base: a Bundle of type transaction or batch. `tell` hears of unexpected errors inside a batch. */
export function system(tell: (thrown: unknown) => void): readonly Interaction[] {
  const handle: Interaction['handle'] = async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const request = readBundle(jsonText(call.body), call.base)
    return request.kind === 'batch' ? batch(call, request, tell) : transaction(call, request)
  }
  return [{ codes: ['transaction', 'batch'], method: 'POST', path: '', permission: 'fhir.write', handle }]
}
