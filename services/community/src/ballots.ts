import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import { allDocuments } from './all-documents.ts'
import { ownerOf } from './caller.ts'
import type { Asked } from './community-route.ts'

/** One browser's wishes, by what they are about. */
export interface Ballot {
  readonly votes: Readonly<Record<string, { readonly want: boolean; readonly turn: number }>>
}

export interface Vote {
  /** Id of a document that is made by `timeOrderedId`. */
  readonly on: string
  readonly want: boolean
  /** Grows with each vote of this browser. */
  readonly turn: number
}

const attempts = 8

/** One vote for each browser and thing: what it meant last counts, so that a vote sent again, or one that was overtaken on its way, changes nothing. */
export async function keepVotes(asked: Asked, { kind, parent }: { readonly kind: string; readonly parent: string }, votes: readonly Vote[]): Promise<void> {
  const id = `${parent}.${ownerOf(asked, parent)}`
  for (let attempt = 1; ; attempt++) {
    const ballot = await asked.documents.get<Ballot>(kind, id)
    const merged = merge(ballot, votes)
    if (merged === undefined) return
    try {
      await asked.documents.write([{ kind, id, parent, body: merged, version: ballot?.version ?? 0 }])
      return
    } catch (thrown) {
      // The same browser voted beside this: look again.
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed') || attempt === attempts) throw thrown
    }
  }
}

/** undefined = nothing is new. */
function merge(ballot: PlugDocument<Ballot> | undefined, votes: readonly Vote[]): Ballot | undefined {
  const merged = { ...ballot?.body.votes }
  let changed = false
  for (const { on, want, turn } of votes) {
    if (!/^[0-9a-f]{32}$/.test(on) || turn <= (merged[on]?.turn ?? 0)) continue
    merged[on] = { want, turn }
    changed = true
  }
  return changed ? { votes: merged } : undefined
}

/** What a browser wants. Where the route has a device. */
export async function ownWishes(asked: Asked, { kind, parent }: { readonly kind: string; readonly parent: string }): Promise<readonly string[]> {
  const ballot = asked.call.caller.device === undefined ? undefined : await asked.documents.get<Ballot>(kind, `${parent}.${ownerOf(asked, parent)}`)
  return Object.entries(ballot?.body.votes ?? {}).flatMap(([on, { want }]) => (want ? [on] : []))
}

/** How many want each thing. */
export async function votesOf({ documents }: Pick<Asked, 'documents'>, { kind, parent }: { readonly kind: string; readonly parent: string }): Promise<ReadonlyMap<string, number>> {
  return tally(await allDocuments<Ballot>(documents, kind, parent))
}

export function tally(ballots: readonly PlugDocument<Ballot>[]): ReadonlyMap<string, number> {
  const votes = new Map<string, number>()
  for (const { body } of ballots) for (const [on, { want }] of Object.entries(body.votes)) if (want) votes.set(on, (votes.get(on) ?? 0) + 1)
  return votes
}
