import { z } from 'zod'
import { line, text } from '../body.ts'
import type { Move } from '../dates/moves.ts'

/** Empty or an address that a browser opens. */
export const link = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])
export const day = z.iso.date()
/** Of a document: a UUID that the sender made up, so that what is sent twice is made once. */
export const key = z.uuid()

export const groupInput = z.strictObject({
  title: line(120).min(1),
  /** The charter: what for, what not, until when ('' = no end). */
  purpose: text(2000).min(1), outside: text(2000), until: z.union([z.literal(''), day]),
  topics: z.array(line(40).min(1)).max(12),
  /** Id of the undertaking it works for; '' = none. */
  undertaking: z.string().regex(/^[\w.-]{0,128}$/),
  /** hidden: only its members and the editors see it. */
  stage: z.enum(['hidden', 'open', 'ended']),
})

export const joinInput = z.strictObject({
  name: line(80).min(1),
  /** '' = who is signed in. */
  mail: z.union([z.literal(''), z.email().max(200)]),
  about: text(600),
  /** Whether everybody may read the name. */
  named: z.boolean(),
})

export const memberInput = z.strictObject({ state: z.enum(['asked', 'member']), lead: z.boolean() })
export const proofInput = z.strictObject({ member: z.string().max(128), proof: z.string().regex(/^[\w-]{43}$/) })
/** proof: of a mail's link; '' = this browser is known to the group. */
export const mailsInput = z.strictObject({ member: z.string().regex(/^[\w.-]{1,128}$/), proof: z.union([z.literal(''), z.string().regex(/^[\w-]{43}$/)]), dates: z.boolean() })

export const meetingInput = z.strictObject({
  title: line(120).min(1), start: z.iso.datetime(), end: z.iso.datetime(), place: line(200),
  agenda: text(4000), minutes: text(20_000),
  /** Of the video room: for members. */
  room: link,
  /** Why it is cancelled; '' = it is not. */
  cancelled: line(200),
  /** Why it begins at another time than before; kept with the time it was. */
  moved: line(200).default(''),
}).refine(({ start, end }) => start < end, { path: ['end'] })

export const taskInput = z.strictObject({ what: line(200).min(1), who: line(80), until: z.union([z.literal(''), day]), done: z.boolean() })

export const resultInput = z.strictObject({ title: line(160).min(1), text: text(8000).min(1), link })

export const decisionInput = z.strictObject({
  key, day, text: text(2000).min(1),
  /** Number of the decision it takes the place of; 0 = none. */
  instead: z.number().int().min(0),
})

export type GroupInput = z.output<typeof groupInput>
export type MeetingInput = z.output<typeof meetingInput>
/** As it is kept. */
export interface Meeting extends Omit<MeetingInput, 'moved'> {
  readonly moves: readonly Move[]
}
export type Task = z.output<typeof taskInput>
export type Result = z.output<typeof resultInput>
