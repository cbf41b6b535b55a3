import { Fault } from '@steckwerk/kernel'
import type { DocumentChange, PlugDocument, PlugDocuments } from '@steckwerk/plug'
import type { ActorInput } from './actor.ts'
import { newSecret } from './link.ts'

export const standingKind = 'directory-standing'

/** What the network knows of an actor beside what everybody reads; its id is the actor's. Instants are milliseconds since 1970 UTC. */
export interface Standing {
  /** When it came into the directory; undefined = nobody wrote it down. */
  readonly published: number | undefined
  /** When somebody who knows said last that it is right. */
  readonly confirmed: number
  /** When was asked since then whether it still is. */
  readonly asked: readonly number[]
  /** Who keeps it up by links in mails, with their consent. */
  readonly keeper: Keeper | undefined
  /** Of the keeper's links. */
  readonly secret: string
  /** What the keeper wants changed, until the editors have looked at it. */
  readonly proposed: { readonly actor: ActorInput; readonly at: number } | undefined
  /** The oldest first. */
  readonly history: readonly Step[]
}

export interface Keeper {
  readonly mail: string
  readonly language: string
  /** Since when they agreed. */
  readonly since: number
}

/** Who did what. No names: whoever edits a network's directory does so in its name. */
export interface Step {
  readonly at: number
  readonly by: 'keeper' | 'editor' | 'import'
  readonly what: 'published' | 'changed' | 'confirmed' | 'proposed' | 'accepted' | 'refused' | 'merged' | 'keeper-left'
  /** Of {@link ActorInput}, of a change. */
  readonly fields?: readonly string[]
}

const mostSteps = 60

export const unknownActor = (): Fault => new Fault('not-found', 'community/actor-unknown', 'There is no such actor here.')

/** As it is before anybody wrote anything of the actor down. */
const unwritten = (now: number): Standing => ({ published: undefined, confirmed: now, asked: [], keeper: undefined, secret: newSecret(), proposed: undefined, history: [] })

export const newStanding = (now: number, by: Step['by'], keeper?: Keeper): Standing => ({ ...unwritten(now), published: now, keeper, history: [{ at: now, by, what: 'published' }] })

/** With one more step of its history. */
export const after = (standing: Standing, step: Step): Standing => ({ ...standing, history: [...standing.history, step].slice(-mostSteps) })

/** Somebody says that it is right as it stands now. */
export const confirmedAt = (standing: Standing, step: Step): Standing => after({ ...standing, confirmed: step.at, asked: [] }, step)

export const standingOf = (documents: PlugDocuments, actor: string): Promise<PlugDocument<Standing> | undefined> => documents.get<Standing>(standingKind, actor)

/** What changes a standing, over exactly the one that was read. */
export function standingChange(actor: string, found: PlugDocument<Standing> | undefined, now: number, change: (standing: Standing) => Standing): DocumentChange {
  return { kind: standingKind, id: actor, version: found?.version ?? 0, body: change(found?.body ?? unwritten(now)) }
}

/** Faults: plug/document-changed. */
export async function changeStanding(documents: PlugDocuments, actor: string, now: number, change: (standing: Standing) => Standing): Promise<void> {
  await documents.write([standingChange(actor, await standingOf(documents, actor), now, change)])
}
