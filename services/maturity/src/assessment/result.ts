import type { MaturityModel } from '../model/model.ts'
import { answerOf, type Assessment } from './assessment.ts'

/** What an assessment comes to, by the model's rules. null = an answer is still missing. */
export interface Result {
  readonly dimensions: readonly { readonly code: string; readonly value: number | null }[]
  /** undefined where the model has no overall value. */
  readonly overall: number | null | undefined
}

export function resultOf(model: MaturityModel, assessment: Assessment): Result {
  const dimensions = model.dimensions.map(({ code, items }) => ({ code, value: combine(model.rules.dimension, items.map((item) => answerOf(assessment, item.code).value)) }))
  return { dimensions, overall: model.rules.overall === undefined ? undefined : combine(model.rules.overall, dimensions.map(({ value }) => value)) }
}

function combine(rule: MaturityModel['rules']['dimension'], values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length < values.length) return null
  return rule === 'lowest' ? Math.min(...known) : Math.floor(known.reduce((sum, value) => sum + value, 0) / known.length)
}

export function valueOf(result: Result, dimension: string): number | null {
  return result.dimensions.find(({ code }) => code === dimension)?.value ?? null
}
