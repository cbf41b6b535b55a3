import { z } from 'zod'
import { line, text } from '../body.ts'

const id = z.string().regex(/^o[0-9]{1,3}$/)

export const pollInput = z.strictObject({
  title: line(120).min(1), about: text(2000),
  /** A time, a place, or both; instants in UTC, '' = it is about places alone. */
  options: z.array(z.strictObject({ id, start: z.union([z.literal(''), z.iso.datetime()]), end: z.union([z.literal(''), z.iso.datetime()]), place: line(200) })).min(2).max(40),
  /** Until when answers are taken. */
  closes: z.iso.datetime(),
  /** Nobody but its maker reads names; they need not be given. */
  anonymous: z.boolean(),
  /** Whether everybody finds it; otherwise who has its address. */
  listed: z.boolean(),
  /** Of the group whose meeting is looked for; '' = of none. */
  group: z.string().regex(/^[\w-]{0,128}$/),
}).superRefine(({ options }, context) => {
  const wrong = options.some(({ start, end, place }) => (start === '' ? place === '' || end !== '' : end <= start))
  if (wrong || new Set(options.map((one) => one.id)).size < options.length) context.addIssue({ code: 'custom', path: ['options'], message: 'does not fit together' })
})

export const answerInput = z.strictObject({
  /** Grows with each answer of this browser: what was meant last counts. */
  turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  name: line(80),
  answers: z.record(id, z.enum(['yes', 'maybe', 'no'])),
})

export const fixInput = z.strictObject({ option: id })

export type PollInput = z.output<typeof pollInput>
export type PollAnswer = z.output<typeof answerInput>
