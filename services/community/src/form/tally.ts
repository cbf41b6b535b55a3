import { limitsOf, optionsOf, questionsOf, type AnswerValue, type Questionnaire, type QuestionnaireItem, type ResponseItem } from '@steckwerk/form'
import { codeOf } from './answers.ts'

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

/** In the order of the questions. The answers are read as they were checked and kept, not by the engine again: thousands of them are counted while somebody waits for the page. */
export function tallies(questionnaire: Questionnaire, given: readonly (readonly ResponseItem[])[]): readonly Tally[] {
  const questions = questionsOf(questionnaire)
  const said = new Map(questions.map(({ linkId }): [string, AnswerValue[][]] => [linkId, []]))
  for (const items of given) {
    const own = new Map<string, AnswerValue[]>()
    gather(items, own)
    for (const [question, answers] of own) said.get(question)?.push(answers)
  }
  return questions.map((item) => tally(questionnaire, item, said.get(item.linkId)!))
}

function gather(items: readonly ResponseItem[], into: Map<string, AnswerValue[]>): void {
  for (const { linkId, answer = [], item = [] } of items) {
    for (const { item: below = [], ...value } of answer) {
      const there = into.get(linkId)
      if (there === undefined) into.set(linkId, [value])
      else there.push(value)
      gather(below, into)
    }
    gather(item, into)
  }
}

function tally(questionnaire: Questionnaire, item: QuestionnaireItem, said: readonly (readonly AnswerValue[])[]): Tally {
  const answers = said.flat()
  const chosen = choices(questionnaire, item)
  const counts = new Map(chosen.map((answer) => [keyOf(answer), 0]))
  const numbers = answers.flatMap(numberOf)
  const texts: AnswerValue[] = []
  for (const answer of answers) {
    const count = counts.get(keyOf(answer))
    if (count !== undefined) counts.set(keyOf(answer), count + 1)
    else if (numberOf(answer).length === 0) texts.push(answer)
  }
  return {
    question: item.linkId, answered: said.length,
    options: chosen.map((answer) => ({ answer, count: counts.get(keyOf(answer))! })),
    figures: numbers.length === 0 ? null : { mean: numbers.reduce((sum, one) => sum + one, 0) / numbers.length, range: [Math.min(...numbers), Math.max(...numbers)] },
    texts,
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

/** What was chosen stays the same when the form calls it something else. */
const keyOf = (answer: AnswerValue): string => codeOf(answer) ?? JSON.stringify(answer)

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
