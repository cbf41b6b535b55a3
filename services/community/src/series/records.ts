import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { isEditor, ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { dateAt, isOfRhythm, nextDates } from './rhythm.ts'
import type { SeriesInput, TalkInput } from './shapes.ts'

/** Everything of a series but itself and the registrations has the series as its parent; registrations have their talk. */
export const kinds = { series: 'series', talk: 'series-talk', topic: 'series-topic', ballot: 'series-ballot', question: 'series-question', note: 'series-note', guest: 'series-guest', notice: 'series-notice' } as const

/** What is kept of a date of the rhythm once something is known of it. Its id is the series' and the day: {@link talkId}. */
export interface Talk extends TalkInput {
  /** Since when its topic is known; milliseconds since 1970 UTC. */
  readonly since: number | undefined
}

export interface Topic {
  readonly title: string
  readonly about: string
}

export interface Question {
  readonly talk: string
  readonly text: string
  readonly by: string
  readonly state: 'open' | 'answered' | 'hidden'
}

/** Who wants to come in; one for each browser and talk. */
export interface Guest {
  readonly name: string
  readonly mail: string
  readonly language: string
  readonly confirmed: boolean
  /** What the mails' links hold. */
  readonly proof: string
  /** The beginning that the way in was mailed for; '' = it was not yet. */
  readonly told: string
}

/** A date of a series with what is known of it; version 0 = nothing is kept yet. */
export interface DatedTalk {
  readonly date: string
  readonly version: number
  readonly talk: Talk
}

export const talkId = (series: string, date: string): string => `${series}.${date}`

/** Which date a talk's id is of. */
export const dateOf = (id: string): string => id.slice(-10)

/** Made by one browser: sent twice, it is one thing. */
export const idOf = (asked: Asked, series: string, key: string): string => createHash('sha256').update(`${ownerOf(asked, series)} ${key}`).digest('hex').slice(0, 32)

/** Faults: community/series-unknown; also where it is hidden from who asks. */
export async function seriesOf(asked: Asked): Promise<PlugDocument<SeriesInput>> {
  const found = await asked.documents.get<SeriesInput>(kinds.series, asked.call.params['series']!)
  if (found === undefined || (found.body.stage === 'hidden' && !isEditor(asked))) throw new Fault('not-found', 'community/series-unknown', 'There is no such series.')
  return found
}

const nothingYet = (start: string, end: string): Talk =>
  ({ start, end, topic: '', about: '', guests: [], moved: '', cancelled: '', recording: '', material: [], episode: null, since: undefined })

/** Faults: community/talk-unknown: neither kept nor a date of the rhythm. */
export async function talkOf({ documents, call }: Pick<Asked, 'documents' | 'call'>, { id, body: { rhythm } }: PlugDocument<SeriesInput>): Promise<DatedTalk> {
  const date = z.iso.date().safeParse(call.params['date']).data
  const kept = date === undefined ? undefined : await documents.get<Talk>(kinds.talk, talkId(id, date))
  if (date === undefined || (kept === undefined && !isOfRhythm(rhythm, date))) throw new Fault('not-found', 'community/talk-unknown', 'There is no such talk.')
  if (kept !== undefined) return { date, version: kept.version, talk: kept.body }
  const { start, end } = dateAt(rhythm, date)
  return { date, version: 0, talk: nothingYet(start, end) }
}

/** How many dates are told ahead. */
const ahead = 6

/** Every talk that is kept, and the next dates of the rhythm, in the order of their beginning. */
export async function talksOf(documents: PlugDocuments, { id, body: { rhythm, stage } }: PlugDocument<SeriesInput>, now: number): Promise<readonly DatedTalk[]> {
  const kept = (await allDocuments<Talk>(documents, kinds.talk, id)).map(({ id: talk, version, body }) => ({ date: dateOf(talk), version, talk: body }))
  const known = new Set(kept.map(({ date }) => date))
  const open = stage === 'ended' ? [] : nextDates(rhythm, now, ahead).filter(({ date }) => !known.has(date)).map(({ date, start, end }) => ({ date, version: 0, talk: nothingYet(start, end) }))
  return [...kept, ...open].toSorted((a, b) => (a.talk.start < b.talk.start ? -1 : 1))
}
