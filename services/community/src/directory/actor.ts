import { z } from 'zod'
import { line, text } from '../body.ts'

/** What an organization can be: codes of the directory's own list, which pages put into words. */
export const actorKinds = ['hospital', 'practice', 'health-office', 'care', 'pharmacy', 'company', 'research', 'association', 'authority', 'insurance', 'other'] as const
export type ActorKind = (typeof actorKinds)[number]

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
})

export type ActorInput = z.output<typeof actorInput>

export interface Actor extends ActorInput {
  readonly id: string
}
