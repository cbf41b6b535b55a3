import { z } from 'zod'
import { line } from '../body.ts'
import { answersInput } from '../form/answers.ts'
import { questionnaireInput } from '../form/questionnaire.ts'

const version = z.number().int().min(1)

export const settingsInput = z.strictObject({
  /** Whether anybody but editors sees it. */
  published: z.boolean(),
  /** From when and until when answers are taken. UTC instants. */
  opens: z.iso.datetime(), closes: z.iso.datetime(),
  /** Whether everybody sees the results once it is closed. */
  results: z.boolean(),
  topics: z.array(line(60).min(2)).max(12).default([]),
  /** How many days after the end answers are deleted; what they came to in numbers stays. */
  keepDays: z.number().int().min(1).max(730).default(180),
}).refine(({ opens, closes }) => opens < closes, { path: ['closes'] })

export const newSurveyInput = z.strictObject({
  title: line(140).min(3),
  /** A survey whose questions it begins with; '' = none. */
  from: z.string().regex(/^[\w-]{0,64}$/).default(''),
})
export const changeSettingsInput = z.strictObject({ version, settings: settingsInput })
export const changeFormInput = z.strictObject({ version, questionnaire: questionnaireInput })
export const answerInput = z.strictObject({
  /** Grows with each answer of this browser: what was meant last counts. */
  turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  item: answersInput,
})

export type SurveySettings = z.output<typeof settingsInput>
