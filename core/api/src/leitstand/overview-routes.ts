import type { Principal } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { Ingest } from '@steckwerk/ingest'
import type { Carrier } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { requirePermission, type Authentication } from '../authentication.ts'
import { rawQuery } from '../web/raw-query.ts'
import type { Overview, RatePoint } from './contract.ts'
import { carrierOverview } from './overview.ts'

const mostMinutes = 24 * 60

/** Whoever runs the platform may look before there is a carrier. */
function requireLeitstand(who: Principal, carriers: readonly Carrier[]): readonly Carrier[] {
  if (carriers.length === 0) requirePermission(who, 'leitstand.read')
  return carriers
}

/** State and rates of all carriers the account may see. */
export function overviewRoutes(ingest: Ingest, authentication: Authentication): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/overview', async (request): Promise<Overview> => {
      const who = await authentication.principal(request)
      const carriers = requireLeitstand(who, await authentication.carriersOf(who, 'leitstand.read'))
      return {
        now: new Date().toISOString(),
        carriers: await Promise.all(carriers.map((carrier) => carrierOverview(ingest, authentication.ctxOf(request, who, carrier), carrier))),
      }
    })

    server.get('/rates', async (request): Promise<{ points: RatePoint[] }> => {
      const who = await authentication.principal(request)
      const carriers = requireLeitstand(who, await authentication.carriersOf(who, 'leitstand.read'))
      const asked = new URLSearchParams(rawQuery(request)).get('minutes') ?? '60'
      if (!/^[1-9]\d{0,3}$/.test(asked) || Number(asked) > mostMinutes) {
        throw new Fault('invalid', 'api/parameter-form', `minutes must be 1 to ${mostMinutes}.`, { at: 'minutes' })
      }
      const points = await Promise.all(carriers.map((carrier) => ingest.rates(authentication.ctxOf(request, who, carrier), Number(asked))))
      return { points: points.flat() }
    })
  }
}
