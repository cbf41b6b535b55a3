import { deviceLabel } from '@steckwerk/access'
import { asTenant, Fault, type Ctx } from '@steckwerk/kernel'
import { optionalTopics, type Noting } from '@steckwerk/notify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { NotificationLink, NotificationNotice, NotificationSettings } from '../contract/notify.ts'
import { readBody } from '../leitstand/read-body.ts'
import { personCallOf } from '../person/person-call.ts'
import type { NotifyRoutesOptions } from './options.ts'

const language = z.enum(['de', 'en'])
const changeBody = z.strictObject({ topics: z.array(z.enum(['appointments', 'forms', 'news'])).max(3).optional(), language: language.optional() })
const emailBody = z.strictObject({ address: z.string().max(254), language })
const codeBody = z.strictObject({ code: z.string().max(16) })
const deviceBody = z.strictObject({ endpoint: z.string().max(2000), keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(60) }) })
const nothing = z.strictObject({}).optional()

/** One's own: address, topics, language, devices. Every change stands in the platform's access log, written with it; no address does. */
export function settingsRoutes(options: NotifyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { notifications, access, clock } = options
  const { codes, devices } = notifications

  const accountOf = async (request: FastifyRequest): Promise<string> => (await personCallOf(options, request)).account

  function logged(request: FastifyRequest, account: string, what: string): Noting {
    const ctx: Ctx = { tenant: asTenant(0), carrier: '', actor: `Account/${account}`, purpose: 'PATRQT', trace: request.id, now: new Date(clock.now()), address: request.ip }
    return (writer) => access.audit.note(writer, ctx, { event: 'setting-changed', detail: { what, device: deviceLabel(request.headers['user-agent']) } })
  }

  async function settingsOf(account: string): Promise<NotificationSettings> {
    const [contact, mine] = await Promise.all([notifications.contact(account), devices.list(account)])
    return {
      mailOn: notifications.mailOn,
      email: contact.address === undefined
        ? null
        : { address: contact.address, state: contact.state!, bouncedAt: contact.bouncedAt?.toISOString() ?? null },
      topics: optionalTopics.filter((topic) => !contact.topicsOff.includes(topic)),
      language: contact.language,
      devices: mine.map(({ id, name, addedAt }) => ({ id, name, addedAt: addedAt.toISOString() })),
      pushKey: devices.publicKey,
    }
  }

  async function changed(account: string, reply: FastifyReply, status: number): Promise<NotificationSettings> {
    reply.code(status)
    return settingsOf(account)
  }

  return async (server) => {
    server.get('/notifications', async (request) => settingsOf(await accountOf(request)))

    server.get('/notifications/notice', async (request): Promise<NotificationNotice> =>
      ({ bounced: (await notifications.contact(await accountOf(request))).state === 'bounced' }))

    server.get<{ Params: { token: string } }>('/notifications/links/:token', async (request): Promise<NotificationLink> => {
      const path = await notifications.pathOf(await accountOf(request), request.params.token)
      if (path === undefined) throw new Fault('not-found', 'api/notice-unknown', 'There is no such news of this account.')
      return { path }
    })

    server.put('/notifications', async (request, reply) => {
      const account = await accountOf(request)
      const { topics, language: wanted } = readBody(request, changeBody)
      await notifications.change(account, {
        ...(topics === undefined ? {} : { topicsOff: optionalTopics.filter((topic) => !topics.includes(topic)) }),
        ...(wanted === undefined ? {} : { language: wanted }),
      }, logged(request, account, 'notifications'))
      return changed(account, reply, 200)
    })

    server.post('/notifications/email', async (request, reply) => {
      const account = await accountOf(request)
      const { address, language: wanted } = readBody(request, emailBody)
      if (!notifications.mailOn) throw new Fault('unavailable', 'api/mail-off', 'This hub sends no mails.')
      await codes.send(account, address.trim(), wanted, logged(request, account, 'notification-address'))
      return changed(account, reply, 202)
    })

    server.post('/notifications/email/verify', async (request, reply) => {
      const account = await accountOf(request)
      await codes.verify(account, readBody(request, codeBody).code.replace(/\s/g, ''), logged(request, account, 'notification-address-proven'))
      return changed(account, reply, 200)
    })

    server.delete('/notifications/email', async (request, reply) => {
      const account = await accountOf(request)
      await notifications.removeAddress(account, logged(request, account, 'notification-address-removed'))
      return reply.code(204).send()
    })

    server.post('/notifications/devices', async (request, reply) => {
      const account = await accountOf(request)
      await devices.add(account, readBody(request, deviceBody), deviceLabel(request.headers['user-agent']), logged(request, account, 'notification-device-added'))
      return changed(account, reply, 201)
    })

    server.delete<{ Params: { id: string } }>('/notifications/devices/:id', async (request, reply) => {
      const account = await accountOf(request)
      if (!(await devices.remove(account, request.params.id, logged(request, account, 'notification-device-removed')))) throw new Fault('not-found', 'api/device-unknown', 'There is no such device here.')
      return reply.code(204).send()
    })

    server.post('/notifications/test', async (request, reply) => {
      const account = await accountOf(request)
      readBody(request, nothing)
      await devices.tell(account, (await notifications.contact(account)).language)
      return reply.code(202).send()
    })
  }
}
