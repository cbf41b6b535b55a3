import { z } from 'zod'

/** A text in the interface's languages; German is always there. */
const text = z.strictObject({ de: z.string().min(1).max(400), en: z.string().min(1).max(400).optional() })
const longText = z.strictObject({ de: z.string().min(1).max(4000), en: z.string().min(1).max(4000).optional() })
const name = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
const day = z.iso.date()

/** What a month of a plan costs: a base, and so much for each counted thing. Euro, without tax. */
const price = z.strictObject({
  setup: z.number().min(0).max(10_000_000).default(0),
  monthly: z.number().min(0).max(10_000_000).default(0),
  per: z.array(z.strictObject({ metric: name, euro: z.number().min(0).max(10_000), included: z.number().int().min(0).default(0) })).max(10).default([]),
})

const plan = z.strictObject({
  id: z.uuid(),
  name,
  title: text,
  description: longText,
  free: z.boolean().default(false),
  price,
  /** JSON Schema draft 4, as the Open Service Broker API wants it: what an order's form asks for. */
  parameters: z.record(z.string(), z.unknown()).optional(),
})

/** What a carrier must have seen before it may order. Kinds beyond these are shown and never required. */
const evidence = z.strictObject({
  kind: z.enum(['c5', 'avv', 'medical-device', 'data-location', 'exit-format', 'penetration-test', 'accessibility', 'other']),
  title: text,
  /** Where the document lies. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** For example `type 2`, `class I`, `DE`, `FHIR R4 NDJSON`. */
  value: z.string().max(200).optional(),
  issued: day.optional(),
  /** From this day on it counts no longer. */
  expires: day.optional(),
})

/** Below the service's address, as registered. */
const ownPath = z.string().max(200).regex(/^(?:\/[A-Za-z0-9][A-Za-z0-9._~-]*)+$/)

/** Where the portal shows frames, and whose rights a frame may ask for there: of one patient, or of whoever is signed in. */
const slotContexts = {
  'patient-start': ['patient'], 'patient-appointment': ['patient'], 'clinic-patient': ['patient', 'user'], 'carrier-service': ['user'], 'staff-menu': ['user'],
} as const
const slotPlaces = Object.keys(slotContexts) as (keyof typeof slotContexts)[]

/** A place of the portal where a service shows a page of its own, by SMART launch in a sandboxed frame: for services outside. */
const slot = z.strictObject({
  id: name,
  place: z.enum(slotPlaces),
  title: text,
  /** The SMART launch address, and the one redirect address of its authorization. */
  launch: ownPath,
  redirect: ownPath,
  /** SMART 2.2 patient/ and user/ scopes, within the manifest's system scopes. */
  scopes: z.array(z.string().regex(/^(?:patient|user)\/(\*|[A-Z][A-Za-z]+)\.c?r?u?d?s?(\?\S{1,400})?$/)).max(50).default([]),
}).refine(({ place, scopes }) => scopes.every((scope) => slotContexts[place].some((context) => scope.startsWith(`${context}/`))), { path: ['scopes'] })

/** An operation of the FHIR interface that the service answers in the carrier's name: `Appointment/$book` is { type: 'Appointment', name: 'book' }. */
const operation = z.strictObject({
  type: z.string().regex(/^[A-Z][A-Za-z]{1,63}$/).optional(),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  level: z.enum(['system', 'type', 'instance']),
  definition: z.url().optional(),
  /** It writes; without it the operation only reads and may be asked by GET. */
  affectsState: z.boolean().default(true),
})

/** An address of the service's own below /services/{plug}/{carrier}, for pages, feeds and files that FHIR has no interaction for. */
const route = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** `/events/:event/votes`: lower-case words, and names for what stands there. */
  path: z.string().max(200).regex(/^(?:\/(?:[a-z0-9][a-z0-9.-]*|:[a-z][A-Za-z0-9]*))+$/),
  /** `public`: anybody, signed in or not; `signed-in`: any account; `editor`: who holds network.edit at the carrier. */
  access: z.enum(['public', 'signed-in', 'editor']),
  /** Of what is sent; bytes are taken as they come, with any content type. */
  body: z.enum(['json', 'bytes']).default('json'),
  maxBytes: z.number().int().min(0).max(8 * 1024 * 1024).default(64 * 1024),
  /** The caller is known by a cookie of this browser, without an account. It is set by GET routes; another without it is refused (api/browser-unknown), so that
   *  what is sent twice for a lost answer is never taken for two people. */
  device: z.boolean().default(false),
  /** How often a minute others than GET may be called, by one browser (where `device`) and from one address of the network; a whole event may share one. */
  limit: z.strictObject({ device: z.number().int().min(1).max(10_000).default(60), address: z.number().int().min(1).max(100_000).default(600) }).prefault({}),
  /** Pages of other sites may show it in a frame (public GET only). */
  embeddable: z.boolean().default(false),
  /** Scripts of other sites may read it, without cookies (public GET only): open data. */
  crossOrigin: z.boolean().default(false),
})

/** What a service says of itself: the whole of what it asks for. It gets of this what the carrier grants, and nothing else. */
export const plugManifest = z.strictObject({
  /** Stable for ever: appears in addresses, grants and orders. */
  id: name,
  /** OSB's service id. */
  service: z.uuid(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: text,
  summary: longText,
  vendor: z.strictObject({ name: z.string().min(1).max(200), url: z.url().optional(), email: z.email().optional() }),
  /** What it offers: `scheduling`, `forms`, `storage` … A carrier chooses one provider of each. */
  capability: name,
  /** Whom it is for: hospitals' carriers, or networks, which hold no clinical data. Others cannot grant it anything. */
  serves: z.array(z.enum(['carrier', 'network'])).min(1).max(2).default(['carrier']),
  /** SMART 2.2 system scopes, such as `system/Appointment.cruds`. */
  scopes: z.array(z.string().regex(/^system\/(\*|[A-Z][A-Za-z]+)\.c?r?u?d?s?(\?\S{1,400})?$/)).max(100),
  /** Codes of http://terminology.hl7.org/CodeSystem/v3-ActReason: what for. */
  purposes: z.array(z.string().regex(/^[A-Z]{2,12}$/)).min(1).max(10),
  /** Search criteria (`Appointment?status=booked`) and canonical topics it is told of. */
  topics: z.array(z.string().min(1).max(400)).max(50).default([]),
  operations: z.array(operation).max(50).default([]),
  /** Types whose records, where the service is the carrier's provider, nobody else changes by FHIR without its consent. It needs to read all of the type. */
  guards: z.array(z.string().regex(/^[A-Z][A-Za-z]{1,63}$/)).max(10).default([]),
  routes: z.array(route).max(300).default([]),
  slots: z.array(slot).max(20).default([]),
  /** How its pages in the portal prove themselves at the token endpoint: by the service's keys, or not at all, where a page in the browser asks itself. */
  slotClient: z.enum(['key', 'public']).default('key'),
  plans: z.array(plan).min(1).max(20),
  evidence: z.array(evidence).max(50).default([]),
  /** What is counted a carrier and month, with its words. */
  metrics: z.array(z.strictObject({ name, title: text })).max(20).default([]),
})

export type PlugManifest = z.output<typeof plugManifest>
export type PlugPlan = PlugManifest['plans'][number]
export type PlugEvidence = PlugManifest['evidence'][number]
export type PlugOperation = PlugManifest['operations'][number]
export type PlugSlot = PlugManifest['slots'][number]
export type SlotPlace = PlugSlot['place']
export type PlugRoute = PlugManifest['routes'][number]
