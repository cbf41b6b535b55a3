import { Fault } from '@steckwerk/kernel'
import type { PlugDocument } from '@steckwerk/plug'
import type { Asked } from '../community-route.ts'

/** `hand`: the coordination office wrote it down. */
export const introductionKind = 'introduction'

/** unconfirmed: nobody has proved the address yet · waiting: the office looks for whom to ask · asked: the other side has the mail · noted: written down by hand. */
export const caseStates = ['unconfirmed', 'waiting', 'asked', 'agreed', 'declined', 'withdrawn', 'expired', 'noted'] as const
export type CaseState = (typeof caseStates)[number]

/** What came of it, as the office learned. */
export const outcomes = ['', 'talk', 'undertaking', 'none'] as const
export type Outcome = (typeof outcomes)[number]

export interface Side {
  readonly name: string
  readonly organization: string
  /** '' = nobody knows, or it is nobody's business. */
  readonly mail: string
  readonly language: string
}

/** One case of the coordination office. Instants are milliseconds since 1970 UTC. */
export interface Introduction {
  readonly of: { readonly kind: 'undertaking' | 'actor' | 'other'; readonly id: string; readonly title: string }
  readonly opened: number
  readonly state: CaseState
  /** Since when it has this state. */
  readonly since: number
  readonly outcome: Outcome
  /** undefined = removed after its time: what is left counts in figures and names nobody. */
  readonly people: People | undefined
}

export interface People {
  readonly asker: Side
  readonly other: Side
  /** What the asker wants to talk about. */
  readonly purpose: string
  /** The office's own. */
  readonly note: string
  /** Of the links that each side has. */
  readonly secrets: { readonly asker: string; readonly other: string }
}

const day = 24 * 3_600_000
/** Without an answer it ends; links count as long. */
export const openMs = 30 * day
/** Who has not confirmed is forgotten. */
export const unconfirmedMs = 7 * day
/** Names, addresses, purpose and note go so long after the case has the state. */
export const keptMs: Readonly<Partial<Record<CaseState, number>>> = { declined: 30 * day, withdrawn: 30 * day, expired: 30 * day, agreed: 180 * day, noted: 180 * day }

export const isOpen = ({ state }: Introduction): boolean => state === 'waiting' || state === 'asked'

export const unknownCase = (): Fault => new Fault('not-found', 'community/introduction-unknown', 'There is no such introduction any more.')

/** Faults: community/introduction-unknown. */
export async function caseOf({ documents, call }: Asked): Promise<PlugDocument<Introduction>> {
  const found = await documents.get<Introduction>(introductionKind, call.params['introduction']!)
  if (found === undefined) throw unknownCase()
  return found
}
