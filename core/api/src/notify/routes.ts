import type { FastifyInstance } from 'fastify'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { mailStateRoutes } from './mail-state-routes.ts'
import type { NotifyRoutesOptions } from './options.ts'
import { settingsRoutes } from './settings-routes.ts'
import { unsubscribeRoutes } from './unsubscribe-routes.ts'

/** Mail and push, below /portal/api: one's own settings, leaving by one click, how mail is doing. Wire types: contract/notify.ts. */
export function notifyRoutes(options: NotifyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, options.log)
    await server.register(settingsRoutes(options))
    await server.register(mailStateRoutes(options))
    await server.register(unsubscribeRoutes(options))
  }
}
