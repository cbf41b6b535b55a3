import { z } from 'zod'

const words = z.strictObject({ de: z.string().min(1).max(600), en: z.string().min(1).max(600) })
const code = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/)

const state = z.strictObject({ value: z.number().int(), title: words, meaning: words })

/** How several values become one: `lowest` = what all of them have reached; `mean` = their mean, rounded down to a value of the scale. */
const rule = z.enum(['lowest', 'mean'])

const scale = z.strictObject({
  lowest: z.number().int(),
  highest: z.number().int(),
  /** Every value there is, rising by one; without it any whole number between lowest and highest is a value. */
  states: z.array(state).min(2).max(20).optional(),
  /** Figures about others are rounded to multiples of it: exact points would be somebody's fingerprint. */
  peerStep: z.number().int().min(1).default(1),
}).refine(({ lowest, highest }) => lowest < highest, 'the highest value is above the lowest')
  .refine(({ lowest, highest, states }) => states === undefined || (states.length === highest - lowest + 1 && states.every(({ value }, index) => value === lowest + index)), 'each value has one state')

/** A maturity model as data: nothing of it stands in code. Codes are kept for ever; whoever changes what a question means raises the version. */
export const maturityModel = z.strictObject({
  id: code,
  version: z.number().int().min(1),
  title: words,
  /** Where it comes from, and whose words these are. Shown with every result. */
  source: words,
  scale,
  rules: z.strictObject({ dimension: rule, overall: rule.optional() }),
  dimensions: z.array(z.strictObject({
    code,
    title: words,
    /** For the axis of a chart. */
    short: words,
    /** Where a low result leads: searches for fitting projects, each one finds, and capabilities of services that help. */
    leads: z.strictObject({ search: z.array(z.string().trim().min(2).max(80)).max(8), capabilities: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)).max(12) }).optional(),
    items: z.array(z.strictObject({ code, title: words, question: words })).min(1).max(12),
  })).min(3).max(12),
}).refine(({ dimensions }) => {
  const codes = dimensions.flatMap((dimension) => [dimension.code, ...dimension.items.map((item) => item.code)])
  return new Set(codes).size === codes.length
}, 'no code stands twice')

export type MaturityModel = z.output<typeof maturityModel>
export type Dimension = MaturityModel['dimensions'][number]
export type Item = Dimension['items'][number]
export type Language = 'de' | 'en'

export function itemsOf(model: MaturityModel): readonly Item[] {
  return model.dimensions.flatMap(({ items }) => items)
}

export function isValue({ scale: { lowest, highest } }: MaturityModel, value: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest
}

/** A value as people read it: `Stufe 2`, `33 Punkte`. */
export function valueWords({ scale }: MaturityModel, value: number | null, language: Language): string {
  if (value === null) return language === 'de' ? 'noch offen' : 'still open'
  const found = scale.states?.find((one) => one.value === value)
  if (found !== undefined) return found.title[language]
  return `${value} ${language === 'de' ? 'Punkte' : 'points'}`
}
