import { asTenant, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'

const patienceMs = 2_000

async function answers(store: Store, now: number): Promise<boolean> {
  const ctx: Ctx = { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'health', now: new Date(now) }
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), patienceMs)
  store.read(ctx, (reader) => reader.query(sql`select 1 as one`)).then(() => resolve(true), () => resolve(false))
  try {
    return await promise
  } finally {
    clearTimeout(timer)
  }
}

/** /health/live: the process turns. /health/ready: it can work, that is: the database answers with the tables this version needs. */
export function healthRoutes(store: Store, clock: Clock): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
    server.get('/health/ready', async (_request, reply) => {
      const database = await answers(store, clock.now())
      reply.header('cache-control', 'no-store').code(database ? 200 : 503)
      return { status: database ? 'ok' : 'unavailable', checks: { database: database ? 'ok' : 'unavailable' } }
    })
  }
}
