import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from './all-documents.ts'
import { ownerOf } from './caller.ts'
import { untilUnchanged } from './change-document.ts'
import type { Asked } from './community-route.ts'

/** One browser's wishes, by what they are about. */
export interface Ballot {
  readonly votes: Readonly<Record<string, { readonly want: boolean; readonly turn: number }>>
}

export interface Vote {
  /** Id of what it is about: 32 hexadecimal digits. */
  readonly on: string
  readonly want: boolean
  /** Grows with each vote of this browser. */
  readonly turn: number
}

/** One vote for each browser and thing: what it meant last counts, so that a vote sent again, or one that was overtaken on its way, changes nothing. Votes that come while others are
 *  being written go into the next write together. Faults: plug/document-changed (somewhere else the same browsers were faster, again and again). */
export async function keepVotes(asked: Asked, { kind, parent }: { readonly kind: string; readonly parent: string }, votes: readonly Vote[]): Promise<void> {
  const { carrier, documents, together } = asked
  const id = `${parent}.${ownerOf(asked, parent)}`
  await together.write(`${carrier.slug} ${kind} ${parent}`, { id, votes }, (sent: readonly Sent[]) => keepAll(documents, { kind, parent }, Map.groupBy(sent, (one) => one.id)))
}

interface Sent {
  /** Of the browser's ballot. */
  readonly id: string
  readonly votes: readonly Vote[]
}

async function keepAll(documents: PlugDocuments, { kind, parent }: { readonly kind: string; readonly parent: string }, sent: ReadonlyMap<string, readonly Sent[]>): Promise<void> {
  await untilUnchanged(async () => {
    const changes = await Promise.all([...sent].map(async ([id, parts]) => {
      const found = await documents.get<Ballot>(kind, id)
      const merged = withVotes(found?.body.votes ?? {}, parts.flatMap(({ votes }) => votes))
      return merged === undefined ? [] : [{ kind, id, parent, body: { votes: merged } satisfies Ballot, version: found?.version ?? 0 }]
    }))
    await documents.write(changes.flat())
  })
}

/** undefined where nothing of it is news. */
function withVotes(before: Ballot['votes'], votes: readonly Vote[]): Ballot['votes'] | undefined {
  const merged = { ...before }
  let changed = false
  for (const { on, want, turn } of votes) {
    if (!/^[0-9a-f]{32}$/.test(on) || turn <= (merged[on]?.turn ?? 0)) continue
    merged[on] = { want, turn }
    changed = true
  }
  return changed ? merged : undefined
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
