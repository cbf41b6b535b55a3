import { z } from 'zod'
import { line, text } from '../body.ts'
import { dimensionCodes } from './dimensions.ts'

/** A document's id. */
const id = z.string().regex(/^[A-Za-z0-9._-]{1,128}$/)
const version = z.number().int().min(0)
const dimension = z.string().refine((code) => dimensionCodes.includes(code))
const webAddress = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])

/** What a project is called here, and the undertaking it is; '' = it is typed only. */
export const projectInput = z.strictObject({ title: line(120).min(1), undertaking: z.union([z.literal(''), id]) })

export const meetingInput = z.strictObject({
  title: line(120).min(1),
  about: text(2000),
  kind: z.enum(['online', 'in-person']),
  /** UTC instants. */
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  /** Of a meeting in person; how one gets there, and which rooms there are. */
  place: line(200),
  travel: text(1000),
  rooms: text(500),
  /** Of an online meeting: shown to who takes part, from a day before. */
  access: webAddress,
  /** hidden: only editors see it. */
  stage: z.enum(['hidden', 'open', 'ended']),
  /** Why it does not take place; '' = it does. */
  cancelled: line(200).default(''),
}).refine(({ start, end }) => start < end && Date.parse(end) - Date.parse(start) <= 3 * 86_400_000, { path: ['end'] })

/** A rhythm is made into meetings by whoever asks: they see the days before they are there. */
export const newMeetings = z.strictObject({ meetings: z.array(meetingInput).min(1).max(52) })
/** moved: why, where it begins at another time than before. */
export const changedMeeting = z.strictObject({ version, meeting: meetingInput, moved: line(200).default('') })

export const participationInput = z.strictObject({
  /** The health office, as it is called. */
  office: line(160).min(2),
  /** Its actor in the directory; '' = typed. */
  actor: z.union([z.literal(''), id]),
  name: line(80).min(2),
  mail: z.union([z.literal(''), z.email().max(254)]),
  /** May be named in the minutes. */
  named: z.boolean(),
})

export const confirmedInput = z.strictObject({ participant: id, proof: z.string().regex(/^[\w-]{43}$/) })

const cardShape = z.strictObject({
  topic: z.union([z.literal(''), dimension]),
  proud: text(1000),
  challenge: text(1000),
  next: text(1000),
  differently: text(1000),
  /** On the municipality's IT, 0 = not at all to 4 = entirely; null = nothing is said. */
  dependence: z.number().int().min(0).max(4).nullable(),
  dependenceText: text(1000),
  projects: z.array(projectInput).max(6),
})
/** Without a card: it is taken back. */
export const cardInput = z.strictObject({ version, card: cardShape.nullable() })

const point = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
  /** The card it is about; '' = a point of its own. */
  card: z.union([z.literal(''), id]),
  title: line(160).min(1),
  minutes: z.number().int().min(1).max(480),
  note: text(4000),
})
export const agendaInput = z.strictObject({
  version,
  points: z.array(point).max(80),
  /** The point that is being talked about, by id; '' = none. */
  current: z.string().max(60),
}).refine(({ points, current }) => new Set(points.map((one) => one.id)).size === points.length && (current === '' || points.some((one) => one.id === current)), { path: ['points'] })

export const datingInput = z.strictObject({
  version,
  /** Participants who are there, by id. */
  people: z.array(id).max(60).refine((all) => new Set(all).size === all.length),
  rounds: z.number().int().min(0).max(20),
  tables: z.number().int().min(1).max(30),
  /** Minutes. */
  length: z.number().int().min(1).max(60),
  /** The round that goes on, from 1; 0 = none yet. What comes after it is planned anew. */
  current: z.number().int().min(0).max(20),
})

/** What an office says of one project in one dimension; state null = nothing any more. */
export const entryInput = z.strictObject({
  project: projectInput,
  dimension,
  state: z.enum(['have', 'plan', 'helps']).nullable(),
  note: text(500),
  /** Whose it is, where an editor says it. */
  participant: id.optional(),
})

export const minutesInput = z.strictObject({
  /** Of the version that was changed; 0 = there was none. */
  after: version,
  summary: text(4000),
  sections: z.array(z.strictObject({ title: line(160).min(1), text: text(8000) })).max(80),
  decisions: z.array(line(500).min(1)).max(60),
  tasks: z.array(z.strictObject({ what: line(300).min(1), who: line(120), until: z.union([z.literal(''), z.iso.date()]) })).max(60),
  /** Everybody reads it. */
  published: z.boolean(),
})

export type Meeting = z.output<typeof meetingInput>
export type ParticipationInput = z.output<typeof participationInput>
export type Card = z.output<typeof cardShape>
export type Project = z.output<typeof projectInput>
export type Point = z.output<typeof point>
export type EntryState = NonNullable<z.output<typeof entryInput>['state']>
export type MinutesInput = z.output<typeof minutesInput>
