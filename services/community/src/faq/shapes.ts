import { z } from 'zod'
import { line, text } from '../body.ts'

export const questionInput = z.strictObject({
  question: line(300).min(5), answer: text(6000), topic: line(60),
  published: z.boolean(),
})
export type QuestionInput = z.output<typeof questionInput>

/** `asked`: the question of a visitor that it answers. */
export const newQuestion = z.strictObject({ question: questionInput, asked: z.string().max(64).optional() })
export const questionChange = z.strictObject({ version: z.number().int().min(1), question: questionInput })
export const askedInput = z.strictObject({ question: text(1000).min(10), mail: z.union([z.literal(''), z.email().max(254)]) })
export const helpfulInput = z.strictObject({ helpful: z.boolean() })
