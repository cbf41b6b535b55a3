import { createHash } from 'node:crypto'
import { z } from 'zod'
import { line, text } from '../body.ts'

/** What an organization can be: codes of the directory's own list, which pages put into words. */
export const actorKinds = ['hospital', 'practice', 'health-office', 'care', 'pharmacy', 'company', 'research', 'association', 'authority', 'insurance', 'other'] as const
export type ActorKind = (typeof actorKinds)[number]

/** Where an organization's systems are reached: FHIR and DICOMweb by address, KIM by mailbox. */
const endpoint = z.union([
  z.strictObject({ kind: z.enum(['fhir', 'dicomweb']), address: z.url({ protocol: /^https?$/ }).max(300) }),
  z.strictObject({ kind: z.literal('kim'), address: z.email().max(254) }),
])

/** What somebody says of an organization. Nothing of it is about a person. */
export const actorInput = z.strictObject({
  name: line(160).min(2),
  kind: z.enum(actorKinds),
  street: line(120).default(''),
  postalCode: z.string().regex(/^(?:\d{5})?$/).default(''),
  city: line(80).min(2),
  /** Degrees, WGS 84; both or none. */
  position: z.strictObject({ latitude: z.number().min(45).max(56), longitude: z.number().min(5).max(16) }).optional(),
  website: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]).default(''),
  about: text(2000).default(''),
  topics: z.array(line(60).min(2)).max(12).default([]),
  offers: text(1000).default(''),
  needs: text(1000).default(''),
  endpoints: z.array(endpoint).max(6).default([]),
})

export type ActorInput = z.output<typeof actorInput>
export type ActorEndpoint = ActorInput['endpoints'][number]

export interface Actor extends ActorInput {
  readonly id: string
}

export const actorFields = Object.keys(actorInput.shape) as readonly (keyof ActorInput)[]

const said = (actor: ActorInput, field: keyof ActorInput): string => JSON.stringify(actor[field] ?? null)

/** What of it is said otherwise in the other. */
export function changedFields(before: ActorInput, now: ActorInput): readonly (keyof ActorInput)[] {
  return actorFields.filter((field) => said(before, field) !== said(now, field))
}

/** Stands for exactly what is said of an actor: whoever changes it shows what they have seen. 43 characters. */
export function markOf(actor: ActorInput): string {
  return createHash('sha256').update(JSON.stringify(actorFields.map((field) => said(actor, field)))).digest('base64url')
}

/** What is said of it, without its id. */
export function inputOf({ id: _, ...actor }: Actor): ActorInput {
  return actor
}
