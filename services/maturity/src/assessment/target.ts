import { z } from 'zod'
import type { Language, MaturityModel } from '../model/model.ts'
import { valueWords } from '../model/model.ts'
import type { Result } from './result.ts'
import { valueOf } from './result.ts'

/** "Two dimensions up by two levels until …", or one dimension up to a level. Compared with the assessment it starts from. */
export const target = z.strictObject({
  goal: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rise'), dimensions: z.number().int().min(1).max(12), by: z.number().int().min(1).max(100) }),
    z.strictObject({ kind: z.literal('reach'), dimension: z.string().max(40), value: z.number().int() }),
  ]),
  /** The id of the completed assessment it starts from. */
  from: z.string().max(100),
  until: z.iso.date(),
  note: z.string().trim().max(500).regex(/^[^\p{Cc}\p{Cs}]*$/u).default(''),
})
export type Target = z.output<typeof target>

/** Of the model whose assessment it starts from. */
export interface KeptTarget extends Target {
  readonly model: string
  readonly modelVersion: number
}

/** A completed assessment as targets, history and charts see it. */
export interface Completed {
  readonly id: string
  readonly day: string
  readonly kind: 'yearly' | 'interim'
  readonly result: Result
}

export interface Progress {
  readonly state: 'open' | 'reached' | 'missed'
  /** The day of the first assessment that reached it. */
  readonly on?: string
  /** Of what the target asks for: dimensions that have risen enough, or the value there is now. As of the last assessment that counts. */
  readonly now: number
  /** Dimensions that have risen enough, by code, or the one the target names. */
  readonly dimensions: readonly string[]
}

/** How a target stands. Assessments count from the day of the one it starts from to its last day; reached once is reached, also if it is lost again later.
 *  today: a day. */
export function progressOf({ goal, from, until }: Target, completed: readonly Completed[], today: string): Progress {
  const base = completed.find(({ id }) => id === from)
  const counting = completed.filter(({ day }) => base !== undefined && day >= base.day && day <= until).toSorted((one, other) => one.day.localeCompare(other.day))
  const measure = (result: Result): Pick<Progress, 'now' | 'dimensions'> & { readonly reached: boolean } => {
    if (goal.kind === 'reach') {
      const now = valueOf(result, goal.dimension) ?? Number.NEGATIVE_INFINITY
      return { now, dimensions: [goal.dimension], reached: now >= goal.value }
    }
    const risen = result.dimensions.filter(({ code, value }) => value !== null && value - (valueOf(base!.result, code) ?? value) >= goal.by).map(({ code }) => code)
    return { now: risen.length, dimensions: risen, reached: risen.length >= goal.dimensions }
  }
  const reached = counting.find(({ result }) => measure(result).reached)
  const last = counting.at(-1)
  const { now, dimensions } = last === undefined ? { now: 0, dimensions: [] } : measure(last.result)
  if (reached !== undefined) return { state: 'reached', on: reached.day, now, dimensions }
  return { state: today > until ? 'missed' : 'open', now, dimensions }
}

/** The target as a sentence. */
export function targetWords(model: MaturityModel, { goal }: Target, language: Language): string {
  const german = language === 'de'
  if (goal.kind === 'reach') {
    const title = model.dimensions.find(({ code }) => code === goal.dimension)?.title[language] ?? goal.dimension
    return german ? `„${title}“ erreicht ${valueWords(model, goal.value, language)}` : `“${title}” reaches ${valueWords(model, goal.value, language)}`
  }
  const unit = model.scale.states === undefined ? (german ? ['Punkt', 'Punkte'] : ['point', 'points']) : german ? ['Stufe', 'Stufen'] : ['level', 'levels']
  const step = `${goal.by} ${unit[goal.by === 1 ? 0 : 1]}`
  if (german) return `${goal.dimensions} ${goal.dimensions === 1 ? 'Dimension steigt' : 'Dimensionen steigen'} um ${step}`
  return `${goal.dimensions} ${goal.dimensions === 1 ? 'dimension rises' : 'dimensions rise'} by ${step}`
}
