import { z } from 'zod'

const id = z.string().min(1).max(200)
const name = z.string().min(1).max(200)
const object = z.record(z.string(), z.unknown())
const schema = z.object({ parameters: object.optional() }).optional()

/** What the hub takes from a plan. Members it does not know are left alone: the specification lets brokers add their own. */
const plan = z.object({
  id,
  name,
  description: z.string().max(10_000),
  free: z.boolean().default(true),
  bindable: z.boolean().optional(),
  binding_rotatable: z.boolean().optional(),
  plan_updateable: z.boolean().optional(),
  /** Seconds. */
  maximum_polling_duration: z.number().int().min(0).max(31_536_000).optional(),
  maintenance_info: z.object({ version: z.string().min(1).max(100), description: z.string().max(2_000).optional() }).optional(),
  metadata: object.optional(),
  schemas: z.object({ service_instance: z.object({ create: schema, update: schema }).optional() }).optional(),
})

const service = z.object({
  id,
  name,
  description: z.string().max(10_000),
  bindable: z.boolean(),
  instances_retrievable: z.boolean().default(false),
  bindings_retrievable: z.boolean().default(false),
  plan_updateable: z.boolean().default(false),
  binding_rotatable: z.boolean().default(false),
  metadata: object.optional(),
  plans: z.array(plan).min(1).max(100),
})

/** A broker's catalogue. Source: Open Service Broker API 2.17, «Catalog Management». */
export const catalogueForm = z.object({ services: z.array(service).max(200) })
  .refine(({ services }) => new Set(services.map(({ id: one }) => one)).size === services.length, 'ids of services must differ')
  .refine(({ services }) => services.every(({ plans }) => new Set(plans.map(({ id: one }) => one)).size === plans.length), 'ids of plans must differ')

export type Catalogue = z.output<typeof catalogueForm>
export type CatalogueService = Catalogue['services'][number]
export type CataloguePlan = CatalogueService['plans'][number]
