import websocket from '@fastify/websocket'
import type { Sink, Subscriptions } from '@steckwerk/events'
import type { Clock, Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import { baseOf } from '../fhir/base.ts'
import type { PublicAddress } from '../server-config.ts'

const mostSockets = 2_000
/** Binds of one socket. */
const mostBinds = 100
/** A socket that binds nothing is closed. */
const unboundMs = 30_000
const pingMs = 25_000

/** What of a socket of the package ws is used here; its types are a package of their own. */
interface Socket {
  send(text: string, sent: (error?: Error | null) => void): void
  close(code: number, reason: string): void
  terminate(): void
  ping(): void
  on(event: 'pong' | 'error' | 'close', listener: () => void): void
  on(event: 'message', listener: (data: Buffer) => void): void
}

/** GET /fhir/{carrier}/$subscription-ws: what is said there is `bind-with-token <token>` (backport) or `bind <id>` (R4, with an access token of who made
 *  the Subscription in the upgrade's Authorization header); what is answered are notifications.
 *  Source: Subscriptions R5 Backport 1.1, channels; FHIR R4 subscription.html. */
export function subscriptionSocket(options: {
  readonly subscriptions: Subscriptions
  readonly authentication: Authentication
  readonly store: Store
  readonly clock: Clock
  readonly address: PublicAddress
}): (server: FastifyInstance) => Promise<void> {
  const { subscriptions, authentication, store, clock, address } = options
  let open = 0

  /** Who binds by an id. A browser's session does not count: any page could open a socket with it. */
  async function asker(request: FastifyRequest, carrier: string): Promise<Ctx | undefined> {
    return request.headers.authorization === undefined ? undefined : authentication.enter(request, carrier, 'fhir.read').catch(() => undefined)
  }

  return async (server) => {
    await server.register(websocket, { options: { maxPayload: 4_096 } })
    server.get<{ Params: { carrier: string } }>('/:carrier/$subscription-ws', { websocket: true, config: { endless: true } }, (opened, request) => {
      const socket = opened as unknown as Socket
      const { carrier: slug } = request.params
      const closed = new AbortController()
      const sink: Sink = {
        closed: closed.signal,
        close: () => socket.close(1001, 'a Subscription has ended'),
        send: (text) => new Promise((resolve, reject) => socket.send(text, (error) => (error === undefined || error === null ? resolve() : reject(error)))),
      }
      if (open >= mostSockets) {
        socket.close(1013, 'too many sockets')
        return
      }
      open++
      let binds = 0
      let alive = true
      const unbound = setTimeout(() => socket.close(1008, 'nothing was bound'), unboundMs)
      const ping = setInterval(() => {
        if (!alive) return socket.terminate()
        alive = false
        socket.ping()
      }, pingMs)
      socket.on('pong', () => { alive = true })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        open--
        clearTimeout(unbound)
        clearInterval(ping)
        closed.abort()
      })
      const refuse = (): void => socket.close(1008, 'not bound')
      const bind = async (text: string): Promise<void> => {
        const token = /^bind-with-token ([A-Za-z0-9_-]{43})$/.exec(text)?.[1]
        const id = /^bind:? ([A-Za-z0-9.-]{1,64})$/.exec(text)?.[1]
        const carrier = await store.carrier(slug)
        if (carrier === undefined || (token === undefined && id === undefined) || ++binds > mostBinds) return refuse()
        const ctx = token === undefined ? await asker(request, slug)
          : { tenant: carrier.tenant, carrier: slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()), view: { rules: [] } }
        const bound = ctx === undefined ? undefined : await subscriptions.bind(ctx, token === undefined ? { id: id! } : { token }, baseOf(request, slug, address), sink)
        if (bound === undefined) return refuse()
        clearTimeout(unbound)
      }
      socket.on('message', (data) => void bind(data.toString().trim()).catch(refuse))
    })
  }
}
