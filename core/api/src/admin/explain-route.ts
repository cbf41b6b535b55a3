import { isResourceType } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import { baseOf } from '../fhir/base.ts'
import { pairsOf } from '../fhir/parameters.ts'
import { readSearch } from '../fhir/search-query.ts'
import { readBody } from '../leitstand/read-body.ts'
import type { PublicAddress } from '../server-config.ts'

const body = z.strictObject({ search: z.string().min(1).max(8000) })

/** How a search is answered and what that costs: the body names it as `Type?query`, the answer is a SearchExplanation. The search is run.
 *  Faults: api/explain-search and those of a search. */
export function explainRoute(options: { readonly store: Store; readonly authentication: Authentication; readonly address: PublicAddress }): (server: FastifyInstance) => Promise<void> {
  const { store, authentication, address } = options
  return async (server) => {
    server.post<{ Params: { carrier: string } }>('/carriers/:carrier/explain', async (request) => {
      const ctx = await authentication.enter(request, request.params.carrier, 'platform.manage')
      const { search } = readBody(request, body)
      const [type = '', ...rest] = search.split('?')
      if (!isResourceType(type)) throw new Fault('invalid', 'api/explain-search', 'The search must be of the form Type?parameters.', { at: 'search' })
      return store.read(ctx, async (reader) => {
        const { query } = await readSearch(reader, type, { pairs: pairsOf(rest.join('?')), lenient: false, base: baseOf(request, request.params.carrier, address) })
        return reader.explain(query)
      })
    })
  }
}
