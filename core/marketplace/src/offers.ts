import { z } from 'zod'
import type { CataloguePlan, CatalogueService } from './catalogue-form.ts'

/** A text in the interface's languages; German is always there. */
export interface OfferText {
  readonly de: string
  readonly en?: string | undefined
}

const text = z.object({ de: z.string().min(1).max(4_000), en: z.string().min(1).max(4_000).optional() })
const metric = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
export const evidenceKinds = ['c5', 'avv', 'medical-device', 'data-location', 'exit-format', 'penetration-test', 'accessibility', 'other'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export const evidenceForm = z.object({
  kind: z.enum(evidenceKinds),
  title: text,
  url: z.url({ protocol: /^https?$/ }).max(500).optional(),
  value: z.string().max(200).optional(),
  issued: z.iso.date().optional(),
  expires: z.iso.date().optional(),
})
export type Evidence = z.output<typeof evidenceForm>

const priceForm = z.object({
  setup: z.number().min(0).max(10_000_000).default(0),
  monthly: z.number().min(0).max(10_000_000).default(0),
  per: z.array(z.object({ metric, euro: z.number().min(0).max(10_000), included: z.number().int().min(0).default(0) })).max(10).default([]),
})
export type Price = z.output<typeof priceForm>

/** What services and plans of this platform tell of themselves in their metadata, under `steckwerk`; docs/decisions/0028-ordering.md. Each member stands
 *  for itself: one that does not have its form counts as absent. */
const serviceMetadata = z.object({
  title: text.optional().catch(undefined),
  summary: text.optional().catch(undefined),
  vendor: z.string().min(1).max(200).optional().catch(undefined),
  version: z.string().max(40).optional().catch(undefined),
  capability: metric.optional().catch(undefined),
  scopes: z.array(z.string().min(1).max(500)).max(100).catch([]).default([]),
  metrics: z.array(z.object({ name: metric, title: text })).max(20).catch([]).default([]),
  evidence: z.array(z.unknown()).max(50).catch([]).default([]),
  exitExport: z.boolean().catch(false).default(false),
})
const planMetadata = z.object({
  title: text.optional().catch(undefined),
  description: text.optional().catch(undefined),
  price: priceForm.optional().catch(undefined),
})

/** Common names of metadata. Source: Open Service Broker API, profile.md, «Service Metadata», «Cost Object». */
const commonMetadata = z.object({
  displayName: z.string().min(1).max(200).optional().catch(undefined),
  longDescription: z.string().min(1).max(4_000).optional().catch(undefined),
  providerDisplayName: z.string().min(1).max(200).optional().catch(undefined),
  costs: z.array(z.object({ amount: z.record(z.string(), z.number().min(0)), unit: z.string() })).max(20).optional().catch(undefined),
  steckwerk: z.record(z.string(), z.unknown()).optional().catch(undefined),
})

/** A service as carriers see it, and as an order keeps it. */
export interface Offer {
  readonly id: string
  readonly name: string
  readonly title: OfferText
  readonly summary: OfferText
  readonly vendor: string
  readonly version: string | null
  readonly capability: string
  readonly scopes: readonly string[]
  readonly metrics: readonly { readonly name: string; readonly title: OfferText }[]
  readonly evidence: readonly Evidence[]
  readonly exitExport: boolean
  readonly bindingsRetrievable: boolean
}

export interface PlanOffer {
  readonly id: string
  readonly name: string
  readonly title: OfferText
  readonly description: OfferText
  readonly free: boolean
  readonly price: Price | null
  readonly bindable: boolean
  readonly bindingRotatable: boolean
  readonly planUpdateable: boolean
  readonly maintenance: string | null
  /** Seconds. */
  readonly longestPolling: number | null
  readonly form: Readonly<Record<string, unknown>> | null
  readonly updateForm: Readonly<Record<string, unknown>> | null
}

export function offerOf(service: CatalogueService): Offer {
  const common = commonMetadata.parse(service.metadata ?? {})
  const own = serviceMetadata.parse(common.steckwerk ?? {})
  return {
    id: service.id,
    name: service.name,
    title: own.title ?? { de: common.displayName ?? service.name },
    summary: own.summary ?? { de: common.longDescription ?? service.description },
    vendor: own.vendor ?? common.providerDisplayName ?? '',
    version: own.version ?? null,
    capability: own.capability ?? '',
    scopes: own.scopes,
    metrics: own.metrics,
    evidence: own.evidence.flatMap((one) => {
      const read = evidenceForm.safeParse(one)
      return read.success ? [read.data] : []
    }),
    exitExport: own.exitExport,
    bindingsRetrievable: service.bindings_retrievable,
  }
}

export function planOfferOf(service: CatalogueService, plan: CataloguePlan): PlanOffer {
  const common = commonMetadata.parse(plan.metadata ?? {})
  const own = planMetadata.parse(common.steckwerk ?? {})
  return {
    id: plan.id,
    name: plan.name,
    title: own.title ?? { de: common.displayName ?? plan.name },
    description: own.description ?? { de: plan.description },
    free: plan.free,
    price: own.price ?? commonPrice(common.costs) ?? (plan.free ? { setup: 0, monthly: 0, per: [] } : null),
    bindable: plan.bindable ?? service.bindable,
    bindingRotatable: plan.binding_rotatable ?? service.binding_rotatable,
    planUpdateable: plan.plan_updateable ?? service.plan_updateable,
    maintenance: plan.maintenance_info?.version ?? null,
    longestPolling: plan.maximum_polling_duration ?? null,
    form: plan.schemas?.service_instance?.create?.parameters ?? null,
    updateForm: plan.schemas?.service_instance?.update?.parameters ?? null,
  }
}

/** Amounts in euro a month; other currencies and units are no price one could compare. */
function commonPrice(costs: readonly { readonly amount: Readonly<Record<string, number>>; readonly unit: string }[] | undefined): Price | undefined {
  if (costs === undefined || costs.length === 0) return undefined
  const price = { setup: 0, monthly: 0, per: [] }
  for (const { amount, unit } of costs) {
    const euro = amount['eur'] ?? amount['EUR']
    if (euro === undefined) return undefined
    if (unit.toUpperCase() === 'MONTHLY') price.monthly += euro
    else if (/^(?:ONE[- ]?TIME|SETUP)$/i.test(unit)) price.setup += euro
    else return undefined
  }
  return price
}
