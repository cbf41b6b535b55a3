import { z } from 'zod'
import { line, text } from '../body.ts'
import { publications, stages, states } from './stage.ts'

const euro = z.number().min(0).max(1_000_000_000).nullable().default(null)
const webAddress = z.url({ protocol: /^https?$/ }).max(400)
/** Of this portal, or of the web. */
const address = z.union([z.string().max(400).regex(/^\/(?!\/)[\w\-./~%?=&#]*$/), webAddress])
/** As documents have them. */
const id = z.string().regex(/^[A-Za-z0-9._-]{1,128}$/)
const day = z.iso.date()

/** Somebody to turn to, who agreed to stand there. The address is for introductions and is shown to nobody but keepers and editors. */
const contact = z.strictObject({
  name: line(80).min(2), organization: line(160).default(''), role: line(80).default(''),
  mail: z.union([z.literal(''), z.email().max(254)]).default(''), consent: z.literal(true),
})

/** What was measured; a number says nothing without its unit, its day and where it comes from. */
const figure = z.strictObject({ what: line(160).min(2), unit: line(40).min(1), before: z.number().nullable().default(null), after: z.number(), day, source: line(200).min(2) })

/** Where it comes from: a session, poll, meeting, maturity gap, actor … as the part that knows it names it. */
export const originInput = z.strictObject({
  kind: z.string().regex(/^[a-z-]{1,40}$/), id, title: line(200).default(''),
  /** Of the portal; '' = nobody knows. */
  path: z.union([z.literal(''), z.string().max(300).regex(/^\/netz\/[\w\-./~%]+$/)]).default(''),
})

export const undertakingInput = z.strictObject({
  title: line(140).min(3),
  what: text(4000).default(''),
  forWhom: line(300).default(''),
  topics: z.array(line(60).min(2)).max(12).default([]),
  /** Of the directory. */
  partners: z.array(z.strictObject({ actor: id, role: line(120).default('') })).max(30).default([]),
  /** Euro; null = nobody has said. */
  costs: z.strictObject({ once: euro, onceFor: line(300).default(''), yearly: euro, yearlyFor: line(300).default('') }).prefault({}),
  funding: line(500).default(''),
  contacts: z.array(contact).max(4).default([]),
  evidence: z.strictObject({ links: z.array(z.strictObject({ title: line(160).min(2), href: address })).max(20).default([]), figures: z.array(figure).max(20).default([]) }).prefault({}),
  lessons: z.strictObject({ different: text(2000).default(''), helped: text(2000).default('') }).prefault({}),
  links: z.array(z.strictObject({ kind: z.enum(['order', 'group', 'event', 'post', 'other']), title: line(160).min(2), href: address })).max(20).default([]),
}).superRefine(({ partners }, context) => {
  if (new Set(partners.map(({ actor }) => actor)).size < partners.length) context.addIssue({ code: 'custom', path: ['partners'], message: 'stands twice' })
})

/** Who says it, and when it was so. */
const said = { by: line(160).min(2), day }
const version = z.number().int().min(1)

export const createInput = z.strictObject({ undertaking: undertakingInput, origin: originInput.nullable().default(null), stage: z.enum(stages).exclude(['reference']), ...said })
export const changeInput = z.strictObject({ version, undertaking: undertakingInput, by: said.by })
export const stepInput = z.strictObject({
  version, ...said, stage: z.enum(stages), state: z.enum(states),
  /** Why it rests or has ended; otherwise what happened. */
  note: text(1000).default(''),
})
export const entryInput = z.strictObject({ ...said, what: text(1000).min(3) })
export const publicationInput = z.strictObject({ version, publication: z.enum(publications) })
export const partnerInput = z.strictObject({ version, confirmed: z.boolean() })

/** What somebody without an account says is missing. */
export const needInput = z.strictObject({
  need: z.strictObject({ title: line(140).min(3), what: text(4000).min(10), forWhom: line(300).default(''), topics: z.array(line(60).min(2)).max(12).default([]), organization: line(160).default(''), origin: originInput.nullable().default(null) }),
  mail: z.email().max(254),
  /** Whether the address may be kept as the need's contact for introductions. */
  contact: z.strictObject({ name: line(80).min(2), consent: z.literal(true) }).nullable().default(null),
})

export type UndertakingInput = z.output<typeof undertakingInput>
export type Origin = z.output<typeof originInput>
export type NeedInput = z.output<typeof needInput>
