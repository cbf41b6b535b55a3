import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { keepVotes } from '../ballots.ts'
import { input } from '../body.ts'
import { eventOf, kinds } from './records.ts'
import { votesInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

/** Takes what a browser has in its queue, as often as it sends it. Faults: community/voting-closed. */
export async function castVotes(asked: Asked): Promise<RouteAnswer> {
  const { votes } = input(votesInput, asked)
  const { id: event, body } = await eventOf(asked)
  if (!body.voting || body.stage !== 'open') throw new Fault('conflict', 'community/voting-closed', 'Votes are not taken now.')
  await keepVotes(asked, { kind: kinds.ballot, parent: event }, votes.map(({ pitch, want, turn }) => ({ on: pitch, want, turn })))
  return { status: 204 }
}
