import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { eventOf, kinds, ownerOf, pitchOf } from './records.ts'
import { feedbackInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

interface Feedback {
  /** undefined = of the whole event. */
  readonly pitch: string | undefined
  readonly stars: number
  readonly text: string
}

/** Of one session: one for each browser; the last counts. */
export async function giveFeedback(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  return keep(asked, event, (await pitchOf(asked)).id)
}

/** Of the whole event: one for each browser; the last counts. */
export async function giveEventFeedback(asked: Asked): Promise<RouteAnswer> {
  return keep(asked, (await eventOf(asked)).id, undefined)
}

async function keep(asked: Asked, event: string, pitch: string | undefined): Promise<RouteAnswer> {
  const { stars, text } = input(feedbackInput, asked)
  const body: Feedback = { pitch, stars, text }
  await asked.documents.write([{ kind: kinds.feedback, id: `${pitch ?? event}.${ownerOf(asked)}`, parent: event, body }])
  return { status: 204 }
}

/** For editors; without who gave it. */
export async function listFeedback(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const found = await allDocuments<Feedback>(asked.documents, kinds.feedback, event)
  return { status: 200, json: { feedback: found.map(({ body: { pitch, stars, text } }) => ({ pitch: pitch ?? '', stars, text })) } }
}
