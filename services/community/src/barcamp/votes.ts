import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { eventOf, kinds, ownerOf, type Ballot } from './records.ts'
import { votesInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const attempts = 8

/** Takes what a browser has in its queue. One vote for each browser and session: what it meant last counts, so that a vote sent again, or one that was overtaken
 *  on its way, changes nothing. Faults: community/voting-closed. */
export async function castVotes(asked: Asked): Promise<RouteAnswer> {
  const { votes } = input(votesInput, asked)
  const { id: event, body } = await eventOf(asked)
  if (!body.voting || body.stage !== 'open') throw new Fault('conflict', 'community/voting-closed', 'Votes are not taken now.')
  const id = `${event}.${ownerOf(asked)}`
  for (let attempt = 1; ; attempt++) {
    const ballot = await asked.documents.get<Ballot>(kinds.ballot, id)
    const merged = merge(ballot, votes)
    if (merged === undefined) break
    try {
      await asked.documents.write([{ kind: kinds.ballot, id, parent: event, body: merged, version: ballot?.version ?? 0 }])
      break
    } catch (thrown) {
      // The same browser voted beside this: look again.
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed') || attempt === attempts) throw thrown
    }
  }
  return { status: 204 }
}

/** undefined = nothing is new. */
function merge(ballot: PlugDocument<Ballot> | undefined, votes: readonly { readonly pitch: string; readonly want: boolean; readonly turn: number }[]): Ballot | undefined {
  const merged = { ...ballot?.body.votes }
  let changed = false
  for (const { pitch, want, turn } of votes) {
    if (!/^[0-9a-f]{32}$/.test(pitch) || turn <= (merged[pitch]?.turn ?? 0)) continue
    merged[pitch] = { want, turn }
    changed = true
  }
  return changed ? { votes: merged } : undefined
}
