import { Fault } from '@steckwerk/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePermission } from '../authentication.ts'
import type { DemoMails, MailState } from '../contract/notify.ts'
import { readDemoMails } from './demo-mails.ts'
import type { NotifyRoutesOptions } from './options.ts'

/** How mail is doing, for who runs the platform; numbers only. In the demo also the mails themselves, which go to nobody. */
export function mailStateRoutes({ notifications, access, authentication, demoMails }: NotifyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const allowed = async (request: FastifyRequest): Promise<void> => requirePermission(await authentication.principal(request), 'leitstand.read')

  return async (server) => {
    server.get('/mail', async (request): Promise<MailState> => {
      await allowed(request)
      return { on: notifications.mailOn, receiving: notifications.receiving, demo: access.demo && demoMails !== undefined, ...await notifications.state() }
    })

    server.post('/mail/probe', async (request) => {
      await allowed(request)
      return { answers: await notifications.probe() ?? false }
    })

    server.get('/demo/mails', async (request): Promise<DemoMails> => {
      await allowed(request)
      if (!access.demo || demoMails === undefined) throw new Fault('not-found', 'api/no-demo-mails', 'Only the demo keeps its mails to be looked at.')
      return { mails: await readDemoMails(demoMails) }
    })
  }
}
