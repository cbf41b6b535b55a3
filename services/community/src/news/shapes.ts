import { z } from 'zod'
import { line, text } from '../body.ts'

const topics = z.array(line(60).min(2)).max(12)
const web = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])
const day = z.iso.date()

/** How often: every edition, or one a month at most. */
export const rhythm = z.enum(['each', 'monthly'])
export type Rhythm = z.output<typeof rhythm>

/** A call for projects or funding. */
const callFacts = z.strictObject({
  funder: line(160), amount: line(160), eligible: line(400),
  /** The last day, at the place of the network; '' = open. */
  deadline: z.union([z.literal(''), day]), link: web,
})

export const postInput = z.strictObject({
  kind: z.enum(['post', 'call']),
  title: line(160).min(3), teaser: line(400), text: text(12_000), topics, author: line(160),
  /** Things of the network that it is about, `undertaking/018f…`. */
  related: z.array(z.string().regex(/^[a-z]{1,20}\/[\w.-]{1,128}$/)).max(10),
  published: z.boolean(),
  /** Shown from then on, where it is published. */
  at: z.iso.datetime(),
  call: callFacts.optional(),
}).refine(({ kind, call }) => (kind === 'call') === (call !== undefined), { path: ['call'] })
export type PostInput = z.output<typeof postInput>

export const postChange = z.strictObject({ version: z.number().int().min(1), post: postInput })

export const subscription = z.strictObject({ topics, rhythm })
export const subscribeBody = z.strictObject({ mail: z.email().max(254), topics, rhythm, words: line(600).min(20) })

export const editionInput = z.strictObject({ version: z.number().int().min(1), title: line(120).min(3), intro: text(4000), entries: z.array(z.string().max(160)).max(120) })
