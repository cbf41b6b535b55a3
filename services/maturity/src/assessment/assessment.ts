import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import { isValue, itemsOf, type MaturityModel } from '../model/model.ts'

/** No control characters but the line feed: what Excel, a PDF and a page all show the same. */
const plain = (most: number) => z.string().max(most).regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]*$/u)
export const paragraphs = z.string().max(4000).transform((text) => text.replace(/\r\n?/g, '\n').trim()).pipe(z.string().regex(/^(?:\n|[^\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF])*$/u))
const line = z.string().trim().min(1).pipe(plain(300))

/** What is said to one item. Evidence: each a document's name or its address. */
export const answer = z.strictObject({
  /** null = not answered yet; that no level was reached is a value of its own. */
  value: z.number().int().nullable(),
  comment: paragraphs.default(''),
  evidence: z.array(line).max(20).default([]),
})
export type Answer = z.output<typeof answer>

export const noAnswer: Answer = { value: null, comment: '', evidence: [] }

export interface KeptAnswer extends Answer {
  /** Who said it last, by name, and when. */
  readonly by: string
  readonly at: string
}

export const assessmentKind = z.enum(['yearly', 'interim'])

/** What an assessment is begun with. */
export const assessmentStart = z.strictObject({
  model: z.string().max(40),
  kind: assessmentKind,
  /** The day whose state it tells. */
  day: z.iso.date(),
  team: z.array(line).max(40).default([]),
})
export type AssessmentStart = z.output<typeof assessmentStart>

/** One office's assessment at one day. */
export interface Assessment extends AssessmentStart {
  readonly modelVersion: number
  /** By the item's code; items without an answer are missing. */
  readonly answers: Readonly<Record<string, KeptAnswer>>
  /** The instant it was completed; undefined = it is being worked at. */
  readonly completed?: string
}

export function answerOf(assessment: Assessment, item: string): Answer {
  const { value, comment, evidence } = assessment.answers[item] ?? noAnswer
  return { value, comment, evidence }
}

export function sameAnswer(one: Answer, other: Answer): boolean {
  return one.value === other.value && one.comment === other.comment && one.evidence.length === other.evidence.length && one.evidence.every((text, index) => text === other.evidence[index])
}

/** Faults: maturity/item-unknown, maturity/value. */
export function checkAnswer(model: MaturityModel, item: string, { value }: Answer): void {
  if (!itemsOf(model).some(({ code }) => code === item)) throw new Fault('invalid', 'maturity/item-unknown', 'The model has no such question.')
  if (value !== null && !isValue(model, value)) throw new Fault('invalid', 'maturity/value', 'The model has no such value.', { at: item })
}

/** The codes of items without a value, in the model's order. */
export function openItems(model: MaturityModel, assessment: Assessment): readonly string[] {
  return itemsOf(model).map(({ code }) => code).filter((code) => answerOf(assessment, code).value === null)
}

/** Completed, it changes no more. Faults: maturity/completed, maturity/incomplete. */
export function complete(model: MaturityModel, assessment: Assessment, at: string): Assessment {
  mustBeOpen(assessment)
  const open = openItems(model, assessment)
  if (open.length > 0) throw new Fault('conflict', 'maturity/incomplete', 'There are questions without an answer.', { at: open[0]! })
  return { ...assessment, completed: at }
}

/** Faults: maturity/completed. */
export function mustBeOpen(assessment: Assessment): void {
  if (assessment.completed !== undefined) throw new Fault('conflict', 'maturity/completed', 'The assessment is completed and changes no more.')
}
