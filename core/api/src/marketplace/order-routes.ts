import { Readable } from 'node:stream'
import type { Ctx } from '@steckwerk/kernel'
import type { Orderer, OrderView } from '@steckwerk/marketplace'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { BindingCredentials, OrderDetail, OrderPage } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { orderer, type MarketplaceRoutesOptions } from './options.ts'
import { detailOnWire, orderOnWire, type Sight } from './wire.ts'

interface OfCarrier { Params: { carrier: string } }
interface OfOrder { Params: { carrier: string; order: string } }
interface OfBinding { Params: { carrier: string; order: string; binding: string } }

const id = z.string().min(1).max(200)
const parameters = z.record(z.string().max(61), z.unknown())
const orderBody = z.strictObject({ broker: z.uuid(), service: id, plan: id, parameters })
const updateBody = z.strictObject({ plan: id, parameters: parameters.optional() })
const refuseBody = z.strictObject({ reason: z.string().trim().min(1).max(500) })
const nothing = z.strictObject({})
const freshMinutes = 10

/** Orders of a carrier, from the form to the end. */
export function orderRoutes(options: MarketplaceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, marketplace, authentication } = options
  const { orders, bindings } = marketplace

  async function sight(ctx: Ctx): Promise<Sight> {
    const [offered, policy] = await Promise.all([marketplace.market.list(), marketplace.policy(ctx)])
    return { offered, policy, now: ctx.now }
  }

  const detail = async (ctx: Ctx, who: Orderer, view: OrderView): Promise<OrderDetail> => detailOnWire(view, who, await sight(ctx))
  const told = (ctx: Ctx, order: string, change: string): Promise<void> => access.audit.record(ctx, { event: 'service-changed', detail: { order, change } })
  const approver = (request: FastifyRequest<OfOrder>) => orderer(request, request.params.carrier, 'service.approve', options)

  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/market/orders', async (request): Promise<OrderPage> => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.order', options)
      const [all, seen] = await Promise.all([orders.list(ctx), sight(ctx)])
      return { orders: all.map((one) => orderOnWire(one, seen)) }
    })

    server.post<OfCarrier>('/carriers/:carrier/market/orders', async (request, reply) => {
      const { ctx, who } = await orderer(request, request.params.carrier, 'service.order', options)
      const view = await orders.order(ctx, who, readBody(request, orderBody))
      await told(ctx, view.order.id, 'ordered')
      return reply.code(201).send(await detail(ctx, who, view))
    })

    server.get<OfOrder>('/carriers/:carrier/market/orders/:order', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await orderer(request, request.params.carrier, 'service.order', options)
      return detail(ctx, who, await orders.view(ctx, request.params.order))
    })

    server.post<OfOrder>('/carriers/:carrier/market/orders/:order/withdraw', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await orderer(request, request.params.carrier, 'service.order', options)
      readBody(request, nothing)
      const view = await orders.withdraw(ctx, who, request.params.order)
      await told(ctx, view.order.id, 'withdrawn')
      return detail(ctx, who, view)
    })

    server.post<OfOrder>('/carriers/:carrier/market/orders/:order/update', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await orderer(request, request.params.carrier, 'service.order', options)
      const view = await orders.update(ctx, who, request.params.order, readBody(request, updateBody))
      await told(ctx, view.order.id, 'update')
      return detail(ctx, who, view)
    })

    for (const act of ['approve', 'leave', 'undo'] as const) {
      server.post<OfOrder>(`/carriers/:carrier/market/orders/:order/${act}`, async (request): Promise<OrderDetail> => {
        const { ctx, who } = await approver(request)
        readBody(request, nothing)
        const view = await orders[act](ctx, who, request.params.order)
        await told(ctx, view.order.id, act)
        return detail(ctx, who, view)
      })
    }

    server.post<OfOrder>('/carriers/:carrier/market/orders/:order/refuse', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await approver(request)
      const view = await orders.refuse(ctx, who, request.params.order, readBody(request, refuseBody).reason)
      await told(ctx, view.order.id, 'refused')
      return detail(ctx, who, view)
    })

    server.get<OfOrder>('/carriers/:carrier/market/orders/:order/exit-export', async (request, reply) => {
      const { ctx, who } = await approver(request)
      const file = await marketplace.exitExport(ctx, who.account, request.params.order)
      await access.audit.record(ctx, { event: 'export', detail: { order: request.params.order } })
      // The broker names the file; neither its type nor its name makes a browser show it as a page of ours.
      const name = /filename="([A-Za-z0-9._-]{1,100})"/.exec(file.headers.get('content-disposition') ?? '')?.[1] ?? 'exit-export'
      const type = file.headers.get('content-type') ?? ''
      return reply.header('content-type', /^(?:application\/(?:fhir\+ndjson|x-ndjson|json|fhir\+json|zip|pdf)|text\/csv)\b/.test(type) ? type : 'application/octet-stream')
        .header('content-disposition', `attachment; filename="${name}"`).header('x-content-type-options', 'nosniff')
        .send(file.body === null ? '' : Readable.fromWeb(file.body as import('node:stream/web').ReadableStream))
    })

    server.post<OfOrder>('/carriers/:carrier/market/orders/:order/bindings', async (request, reply) => {
      const { ctx, who } = await approver(request)
      readBody(request, nothing)
      await bindings.bind(ctx, who, request.params.order)
      await told(ctx, request.params.order, 'credentials asked')
      return reply.code(201).send(await detail(ctx, who, await orders.view(ctx, request.params.order)))
    })

    server.post<OfBinding>('/carriers/:carrier/market/orders/:order/bindings/:binding/reveal', async (request, reply) => {
      const { who: principal } = await authentication.entered(request, request.params.carrier, 'service.approve')
      await access.sessions.requireFresh(principal, freshMinutes)
      const { ctx, who } = await approver(request)
      readBody(request, nothing)
      // Logged before they are shown: what is shown is gone here.
      await told(ctx, request.params.order, 'credentials shown')
      const credentials = await bindings.reveal(ctx, who, request.params.order, request.params.binding)
      return reply.header('cache-control', 'no-store').send({ credentials } satisfies BindingCredentials)
    })

    server.post<OfBinding>('/carriers/:carrier/market/orders/:order/bindings/:binding/rotate', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await approver(request)
      readBody(request, nothing)
      await bindings.rotate(ctx, who, request.params.order, request.params.binding)
      await told(ctx, request.params.order, 'credentials rotated')
      return detail(ctx, who, await orders.view(ctx, request.params.order))
    })

    server.delete<OfBinding>('/carriers/:carrier/market/orders/:order/bindings/:binding', async (request): Promise<OrderDetail> => {
      const { ctx, who } = await approver(request)
      await bindings.unbind(ctx, request.params.order, request.params.binding)
      await told(ctx, request.params.order, 'credentials ended')
      return detail(ctx, who, await orders.view(ctx, request.params.order))
    })
  }
}
