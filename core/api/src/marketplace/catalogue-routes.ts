import { Fault } from '@steckwerk/kernel'
import { evidenceKinds } from '@steckwerk/marketplace'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { csvLine } from '../audit/csv.ts'
import { sendFile } from '../audit/send-file.ts'
import type { MarketPage, MarketPolicy, UsagePage } from '../contract/marketplace.ts'
import { readBody } from '../leitstand/read-body.ts'
import { rawQuery } from '../web/raw-query.ts'
import { orderer, type MarketplaceRoutesOptions } from './options.ts'
import { sendDocument } from './send-document.ts'
import { serviceOnWire, totalOf } from './wire.ts'

interface OfCarrier { Params: { carrier: string } }

interface OfDocument { Params: { carrier: string; broker: string; evidence: string } }

const kinds = z.array(z.enum(evidenceKinds)).max(evidenceKinds.length).transform((given) => [...new Set(given)])
const policyBody = z.strictObject({ required: kinds, requiredForPatientData: kinds, secondPerson: z.boolean(), undoDays: z.int().min(0).max(90) })
const mostMonths = 60

/** Faults: api/parameter-form. */
function monthOf(value: string | null, at: string): string {
  if (value !== null && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(value)) return value
  throw new Fault('invalid', 'api/parameter-form', `${at} must be a month such as 2026-11.`, { at })
}

/** What a carrier may order, what it asks of services, and what they cost. */
export function catalogueRoutes(options: MarketplaceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, marketplace } = options
  return async (server) => {
    server.get<OfCarrier>('/carriers/:carrier/market/catalogue', async (request): Promise<MarketPage> => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.order', options)
      const [offered, policy, orders] = await Promise.all([marketplace.market.list(), marketplace.policy(ctx), marketplace.orders.list(ctx)])
      return { services: offered.map((one) => serviceOnWire(one, policy, orders, ctx.now)), policy }
    })

    server.get<OfCarrier>('/carriers/:carrier/market/policy', async (request): Promise<MarketPolicy> => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.order', options)
      return marketplace.policy(ctx)
    })

    server.put<OfCarrier>('/carriers/:carrier/market/policy', async (request): Promise<MarketPolicy> => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.approve', options)
      const policy = readBody(request, policyBody)
      await marketplace.setPolicy(ctx, policy)
      const { required, requiredForPatientData, secondPerson, undoDays } = policy
      await access.audit.record(ctx, {
        event: 'setting-changed',
        detail: { settings: `required=${required.join(',')} requiredForPatientData=${requiredForPatientData.join(',')} secondPerson=${secondPerson} undoDays=${undoDays}` },
      })
      return policy
    })

    server.get<OfDocument>('/carriers/:carrier/market/brokers/:broker/evidence/:evidence/document', async (request, reply) => {
      const { carrier, broker, evidence } = request.params
      await orderer(request, carrier, 'service.order', options)
      return sendDocument(reply, await marketplace.market.document(broker, evidence))
    })

    server.get<OfCarrier>('/carriers/:carrier/market/usage', async (request): Promise<UsagePage> => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.order', options)
      const month = monthOf(new URLSearchParams(rawQuery(request)).get('month'), 'month')
      const lines = await marketplace.costs(ctx, month)
      return { month, lines, total: totalOf(lines) }
    })

    server.get<OfCarrier>('/carriers/:carrier/market/usage.csv', async (request, reply) => {
      const { ctx } = await orderer(request, request.params.carrier, 'service.order', options)
      const query = new URLSearchParams(rawQuery(request))
      const months = monthsBetween(monthOf(query.get('from'), 'from'), monthOf(query.get('to'), 'to'))
      async function* parts(): AsyncGenerator<string> {
        yield `\uFEFF${csvLine(['month', 'order', 'service', 'plan', 'metric', 'amount', 'euro'])}`
        for (const month of months) {
          for (const line of await marketplace.costs(ctx, month)) {
            yield csvLine([line.month, line.order, line.serviceTitle.de, line.planTitle.de, line.metric ?? '', line.amount, decimal(line.euro)])
          }
        }
      }
      return sendFile(reply, 'csv', `services-${request.params.carrier}-${months[0]}-${months.at(-1)}`, parts())
    })
  }
}

/** As the spreadsheets read it that take a semicolon between cells: 1.20 would be the first of February to them. */
const decimal = (euro: number): string => euro.toFixed(2).replace('.', ',')

/** Both included. Faults: api/parameter-form. */
function monthsBetween(from: string, to: string): readonly string[] {
  const [first, last] = [from, to].map((text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1) as [number, number]
  if (last < first || last - first >= mostMonths) throw new Fault('invalid', 'api/parameter-form', `to must not lie before from, nor ${mostMonths} months after it.`, { at: 'to' })
  return Array.from({ length: last - first + 1 }, (_, i) => `${Math.floor((first + i) / 12)}-${String((first + i) % 12 + 1).padStart(2, '0')}`)
}
