import { z } from 'zod'
import { line, text } from '../body.ts'

/** Empty or an address that a browser opens. */
const link = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])
const day = z.iso.date()

export const seriesInput = z.strictObject({
  title: line(120).min(1), about: text(3000), topics: z.array(line(40).min(1)).max(12), place: line(200),
  /** hidden: only editors see it. */
  stage: z.enum(['hidden', 'open', 'ended']),
  /** Every so many weeks from a first day on, at a time of the wall clock in Europe/Berlin. */
  rhythm: z.strictObject({ first: day, weeks: z.number().int().min(1).max(52), time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/), minutes: z.number().int().min(5).max(600) }),
  /** Of the video room, for who is registered, from so many minutes before the beginning; never public. */
  room: link, opensBefore: z.number().int().min(0).max(1440),
  /** Whether visitors propose topics and vote on them. */
  proposing: z.boolean(),
  podcast: z.strictObject({ author: line(120).min(1), mail: z.union([z.literal(''), z.email().max(200)]), image: link, category: line(60).min(1) }).nullable(),
})

export const talkInput = z.strictObject({
  start: z.iso.datetime(), end: z.iso.datetime(),
  /** '' = it is not settled yet. */
  topic: line(160), about: text(4000),
  /** Everybody reads of those who agreed. */
  guests: z.array(z.strictObject({ name: line(80).min(1), about: text(600), consent: z.boolean() })).max(8),
  /** Why it is at another time than the rhythm says, or is cancelled; '' = it is not. */
  moved: line(200), cancelled: line(200),
  recording: link, material: z.array(z.strictObject({ title: line(120).min(1), url: link })).max(20),
  episode: z.strictObject({ audio: z.url({ protocol: /^https?$/ }).max(500), bytes: z.number().int().min(1), type: z.enum(['audio/mpeg', 'audio/x-m4a', 'audio/ogg']), seconds: z.number().int().min(1), published: z.iso.datetime() }).nullable(),
}).refine(({ start, end }) => start < end, { path: ['end'] })

export const talkChange = z.strictObject({ version: z.number().int().min(0), talk: talkInput })
export const seriesChange = z.strictObject({ version: z.number().int().min(1), series: seriesInput })

export const topicInput = z.strictObject({ key: z.uuid(), title: line(160).min(1), about: text(600) })
export const questionInput = z.strictObject({ key: z.uuid(), text: text(500).min(1), by: line(80) })
export const questionState = z.strictObject({ state: z.enum(['open', 'answered', 'hidden']) })
export const registrationInput = z.strictObject({ name: line(80).min(1), mail: z.email().max(200) })
export const proofInput = z.strictObject({ owner: z.string().regex(/^[\w-]{43}$/), proof: z.string().regex(/^[\w-]{43}$/) })
export const votesInput = z.strictObject({
  votes: z.array(z.strictObject({ on: z.string().max(128), want: z.boolean(), turn: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })).min(1).max(200),
})

export type SeriesInput = z.output<typeof seriesInput>
export type TalkInput = z.output<typeof talkInput>
