import { everyNode, limitsOf, optionsOf, questionsOf, type AnswerValue, type Questionnaire, type QuestionnaireItem, type ResponseItem } from '@steckwerk/form'
import { formWith } from './answers.ts'

/** What everybody said to one question. */
export interface Tally {
  readonly question: string
  /** How many answered it. */
  readonly answered: number
  /** What could be chosen, in its order, with how many did. */
  readonly options: readonly { readonly answer: AnswerValue; readonly count: number }[]
  /** Of numbers. */
  readonly figures: { readonly mean: number; readonly range?: readonly [least: number, most: number] } | null
  /** In their own words, or of a kind that is not counted; in no order that tells who answered when. */
  readonly texts: readonly AnswerValue[]
}

/** A number of steps that is read as a scale. */
const mostSteps = 11

/** In the order of the questions. */
export function tallies(questionnaire: Questionnaire, given: readonly (readonly ResponseItem[])[]): readonly Tally[] {
  const said = new Map<string, AnswerValue[][]>()
  for (const item of given) {
    const own = new Map<string, AnswerValue[]>()
    for (const node of everyNode(formWith(questionnaire, item).nodes)) if (node.enabled && node.answers.length > 0) own.set(node.item.linkId, [...own.get(node.item.linkId) ?? [], ...node.answers])
    for (const [question, answers] of own) said.set(question, [...said.get(question) ?? [], answers])
  }
  return questionsOf(questionnaire).map((item) => tally(questionnaire, item, said.get(item.linkId) ?? []))
}

function tally(questionnaire: Questionnaire, item: QuestionnaireItem, said: readonly (readonly AnswerValue[])[]): Tally {
  const answers = said.flat()
  const chosen = choices(questionnaire, item)
  const keys = chosen.map(keyOf)
  const numbers = answers.flatMap(numberOf)
  return {
    question: item.linkId, answered: said.length,
    options: chosen.map((answer, at) => ({ answer, count: answers.filter((one) => keyOf(one) === keys[at]).length })),
    figures: numbers.length === 0 ? null : { mean: numbers.reduce((sum, one) => sum + one, 0) / numbers.length, range: [Math.min(...numbers), Math.max(...numbers)] },
    texts: answers.filter((one) => !keys.includes(keyOf(one)) && numberOf(one).length === 0),
  }
}

/** None where there is no end of possible answers. */
function choices(questionnaire: Questionnaire, item: QuestionnaireItem): readonly AnswerValue[] {
  if (item.type === 'boolean') return [{ valueBoolean: true }, { valueBoolean: false }]
  if (item.type === 'choice' || item.type === 'open-choice') return optionsOf(item, questionnaire, {}) ?? []
  const { minValue, maxValue } = limitsOf(item)
  if (item.type !== 'integer' || typeof minValue !== 'number' || typeof maxValue !== 'number' || maxValue - minValue >= mostSteps) return []
  return Array.from({ length: maxValue - minValue + 1 }, (_, step) => ({ valueInteger: minValue + step }))
}

const keyOf = (answer: AnswerValue): string => JSON.stringify(answer)

function numberOf(answer: AnswerValue): readonly number[] {
  const value = answer['valueInteger'] ?? answer['valueDecimal'] ?? (answer['valueQuantity'] as { readonly value?: unknown } | undefined)?.value
  return typeof value === 'number' ? [value] : []
}

/** Numbers below this are not told to everybody. */
export const leastAnswers = 5

/** As everybody may read it: nothing that somebody wrote, no number of one person, no question that fewer than {@link leastAnswers} answered. */
export function publicTallies(all: readonly Tally[]): readonly Tally[] {
  return all.filter(({ answered }) => answered >= leastAnswers).map((one) => ({ ...one, figures: one.figures === null ? null : { mean: one.figures.mean }, texts: [] }))
}
