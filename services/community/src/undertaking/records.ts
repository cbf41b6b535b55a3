import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import type { ActorNames } from '../directory/actor-names.ts'
import type { Origin, UndertakingInput } from './shapes.ts'
import type { Publication, Stage, State } from './stage.ts'

/** An undertaking's entries have it as their parent. */
export const kinds = { undertaking: 'undertaking', entry: 'undertaking-entry', need: 'undertaking-need' } as const

export interface Partner {
  readonly actor: string
  /** As the directory called it when the undertaking was saved last: for who is not in it any more ({@link partnerName}). */
  readonly name: string
  readonly role: string
  readonly confirmed: boolean
}

/** As the directory calls it today. */
export const partnerName = ({ actor, name }: Partner, names: ActorNames): string => names(actor) ?? name

export interface Keeper {
  readonly account: string
  readonly name: string
}

export interface Undertaking extends Omit<UndertakingInput, 'partners'> {
  readonly partners: readonly Partner[]
  readonly origin: Origin | null
  readonly stage: Stage
  /** A day. */
  readonly stageSince: string
  readonly state: State
  /** Why it rests or has ended. */
  readonly reason: string
  readonly publication: Publication
  /** Milliseconds since 1970 UTC; undefined = it never was. */
  readonly publishedAt: number | undefined
  /** When it was published as a reference project. */
  readonly referenceAt: number | undefined
  /** Who edits it, beside the editors. */
  readonly keepers: readonly Keeper[]
  /** Links that each admit one more keeper, until when; milliseconds since 1970 UTC. */
  readonly invitations: readonly { readonly secret: string; readonly until: number }[]
}

/** One line of its history: added, never changed. */
export interface Entry {
  /** When it was so. */
  readonly day: string
  /** The organization that says so. */
  readonly by: string
  readonly kind: 'begun' | 'stage' | 'state' | 'proof' | 'note'
  /** What it had afterwards. */
  readonly stage: Stage
  readonly state: State
  readonly what: string
}

export function isKeeper({ call }: Asked, { keepers }: Undertaking): boolean {
  return call.caller.account !== undefined && keepers.some(({ account }) => account === call.caller.account)
}

export const mayChange = (asked: Asked, undertaking: Undertaking): boolean => isEditor(asked) || isKeeper(asked, undertaking)

/** Faults: community/undertaking-unknown; also where it is a draft of others. */
export async function undertakingOf(asked: Asked): Promise<PlugDocument<Undertaking>> {
  const found = await asked.documents.get<Undertaking>(kinds.undertaking, asked.call.params['undertaking']!)
  if (found === undefined || (found.body.publication !== 'published' && !mayChange(asked, found.body))) throw new Fault('not-found', 'community/undertaking-unknown', 'There is no such undertaking.')
  return found
}

/** For who may change it. Faults: community/undertaking-unknown, community/undertaking-not-yours. */
export async function ownUndertaking(asked: Asked): Promise<PlugDocument<Undertaking>> {
  const found = await undertakingOf(asked)
  if (!mayChange(asked, found.body)) throw new Fault('forbidden', 'community/undertaking-not-yours', 'Only its keepers and the editors change this undertaking.')
  return found
}

/** Day in Germany, where networks are. */
export const dayOf = (instant: number): string => new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
