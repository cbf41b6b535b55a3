import type { Audited } from './audited.ts'
import { batch } from './batch.ts'
import { jsonText } from './body.ts'
import { readBundle } from './bundle-request.ts'
import { entryRouter, type EntryRouter } from './entry-route.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { requireEntryAllowed } from './require-allowed.ts'
import { transaction } from './transaction.ts'

const shape = { method: 'POST', path: '', permission: 'fhir.write', letters: [] } as const

/** POST on the base: a Bundle of type transaction or batch, whose entries may be any of the interactions. `tell` hears of unexpected errors
 *  inside a batch. */
export function system(interactions: readonly Interaction[], audited: Audited, tell: (thrown: unknown) => void): Interaction {
  const route = entryRouter(interactions)
  const handle: Interaction['handle'] = async (call) => {
    refuseParameters(call.query, call.prefer.lenient)
    const request = readBundle(jsonText(call.body), call.base)
    if (request.kind === 'batch') return batch(call, request, { route, audited, tell })
    const allowed: EntryRouter = (entry) => {
      const found = route(entry)
      requireEntryAllowed(call.ctx.view, found, entry)
      return found
    }
    return audited.run({ ...shape, codes: ['transaction'], handle: (inner) => transaction(inner, request, allowed, audited) }, call)
  }
  // Whoever only reads may send a Bundle of reads.
  return { ...shape, permission: 'fhir.read', codes: ['transaction', 'batch'], handle }
}
