import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What services/community answers of undertakings. Days are `2026-11-22`, instants ISO 8601 in UTC, amounts euro. */
export const stages = ['need', 'group', 'order', 'pilot', 'rollout', 'measured', 'reference'] as const
export type Stage = (typeof stages)[number]
export type State = 'running' | 'resting' | 'ended'
export type Publication = 'draft' | 'asked' | 'published'

export interface Origin {
  readonly kind: string
  readonly id: string
  readonly title: string
  /** Of the portal; '' = nobody knows. */
  readonly path: string
}

export interface Figure {
  readonly what: string
  readonly unit: string
  readonly before: number | null
  readonly after: number
  readonly day: string
  readonly source: string
}

export interface UndertakingCard {
  readonly id: string
  readonly title: string
  readonly what: string
  readonly forWhom: string
  readonly topics: readonly string[]
  readonly stage: Stage
  readonly stageSince: string
  readonly state: State
  readonly partners: readonly string[]
  readonly costs: { readonly once: number | null; readonly yearly: number | null }
  readonly figure: Figure | null
  readonly origin: Origin | null
  readonly publication: Publication
  readonly changed: string
}

export interface UndertakingList {
  readonly undertakings: readonly UndertakingCard[]
  readonly editor: boolean
  /** Whether this reader may read the figures made of them. */
  readonly figures: boolean
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)

/** All, or those that came of one thing. */
export function fetchUndertakings(network: NetworkInfo, signal: AbortSignal, of?: { readonly kind: string; readonly id: string }): Promise<UndertakingList> {
  return request(`${at(network, 'undertakings')}${of === undefined ? '' : `?origin=${encodeURIComponent(`${of.kind}/${of.id}`)}`}`, { signal })
}

export interface UndertakingFacts {
  readonly title: string
  readonly what: string
  readonly forWhom: string
  readonly topics: readonly string[]
  readonly partners: readonly { readonly actor: string; readonly role: string }[]
  readonly costs: { readonly once: number | null; readonly onceFor: string; readonly yearly: number | null; readonly yearlyFor: string }
  readonly funding: string
  readonly contacts: readonly { readonly name: string; readonly organization: string; readonly role: string; readonly mail: string; readonly consent: true }[]
  readonly evidence: { readonly links: readonly Titled[]; readonly figures: readonly Figure[] }
  readonly lessons: { readonly different: string; readonly helped: string }
  readonly links: readonly (Titled & { readonly kind: LinkKind })[]
}

export type LinkKind = 'order' | 'group' | 'event' | 'post' | 'other'

interface Titled {
  readonly title: string
  readonly href: string
}

export interface Partner {
  readonly actor: string
  readonly name: string
  readonly role: string
  readonly confirmed: boolean
}

export interface TimelineEntry {
  readonly id: string
  readonly day: string
  readonly by: string
  readonly kind: 'begun' | 'stage' | 'state' | 'proof' | 'note'
  readonly stage: Stage
  readonly state: State
  readonly what: string
}

export type Proof = 'what' | 'forWhom' | 'results' | 'costs' | 'lessons' | 'contact' | 'partners'

export interface Undertaking extends Omit<UndertakingFacts, 'partners' | 'contacts'> {
  readonly id: string
  readonly version: number
  readonly partners: readonly Partner[]
  /** Addresses for its keepers and editors only. */
  readonly contacts: readonly { readonly name: string; readonly organization: string; readonly role: string; readonly mail?: string }[]
  readonly origin: Origin | null
  readonly stage: Stage
  readonly stageSince: string
  readonly state: State
  readonly reason: string
  readonly publication: Publication
  readonly changed: string
  /** Whoever looks may change it. */
  readonly own: boolean
  readonly editor: boolean
  /** Whether somebody can be asked. */
  readonly reachable: boolean
  readonly timeline: readonly TimelineEntry[]
  readonly keepers?: readonly { readonly account: string; readonly name: string }[]
  /** Links that still admit a keeper. */
  readonly invitations?: number
  readonly missing?: readonly Proof[]
}

export interface Step {
  readonly version: number
  readonly stage: Stage
  readonly state: State
  readonly day: string
  readonly by: string
  readonly note: string
}

const of = (network: NetworkInfo, id: string, ...parts: readonly string[]): string => at(network, 'undertakings', id, ...parts)

export const fetchUndertaking = (network: NetworkInfo, id: string, signal: AbortSignal): Promise<Undertaking> => request(of(network, id), { signal })
export const createUndertaking = (network: NetworkInfo, json: { readonly undertaking: UndertakingFacts; readonly origin: Origin | null; readonly stage: Stage; readonly by: string; readonly day: string }): Promise<{ readonly id: string }> =>
  request(at(network, 'undertakings'), { method: 'POST', json })
export const changeUndertaking = (network: NetworkInfo, id: string, json: { readonly version: number; readonly undertaking: UndertakingFacts; readonly by: string }): Promise<unknown> => request(of(network, id), { method: 'PUT', json })
export const removeUndertaking = (network: NetworkInfo, id: string): Promise<unknown> => request(of(network, id), { method: 'DELETE' })
export const stepUndertaking = (network: NetworkInfo, id: string, json: Step): Promise<unknown> => request(of(network, id, 'steps'), { method: 'POST', json })
export const addEntry = (network: NetworkInfo, id: string, json: { readonly day: string; readonly by: string; readonly what: string }): Promise<unknown> => request(of(network, id, 'entries'), { method: 'POST', json })

/** Where something comes from, as the link says that begins it; null = nowhere. `anlass`: what that is called, where it is not what the undertaking is called at first. */
export function originOf({ aus, titel = '', anlass = titel, pfad = '' }: { readonly aus?: string | undefined; readonly titel?: string | undefined; readonly anlass?: string | undefined; readonly pfad?: string | undefined }): Origin | null {
  const [, kind, id] = /^([a-z-]{1,40})\/([A-Za-z0-9._-]{1,128})$/.exec(aus ?? '') ?? []
  return kind === undefined || id === undefined ? null : { kind, id, title: anlass.slice(0, 200), path: /^\/netz\/[\w\-./~%]+$/.test(pfad) ? pfad : '' }
}

export interface Need {
  readonly title: string
  readonly what: string
  readonly forWhom: string
  readonly topics: readonly string[]
  readonly organization: string
  readonly origin: Origin | null
}

export const sendNeed = (network: NetworkInfo, json: { readonly need: Need; readonly mail: string; readonly contact: { readonly name: string; readonly consent: true } | null }): Promise<unknown> =>
  request(at(network, 'needs'), { method: 'POST', json })

export interface WaitingNeed extends Need {
  readonly id: string
  readonly at: string
  readonly mail: string
  /** Who may be asked about it; '' = nobody. */
  readonly contact: string
}

/** What a mail's link carries in its fragment. */
export interface MailLink {
  readonly id: string
  readonly link: { readonly until: number; readonly proof: string }
}

/** undefined = the address is not whole. */
export function mailLink(hash: string): MailLink | undefined {
  const [, id, until, proof] = /^([A-Za-z0-9-]{1,128})\.(\d{1,13})\.([\w-]{43})$/.exec(hash) ?? []
  return id === undefined || until === undefined || proof === undefined ? undefined : { id, link: { until: Number(until), proof } }
}

export const confirmNeed = (network: NetworkInfo, { id, link }: MailLink): Promise<{ readonly title: string }> => request(at(network, 'needs', id, 'confirmed'), { method: 'POST', json: { link } })
export const fetchNeeds = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly needs: readonly WaitingNeed[] }> => request(at(network, 'needs'), { signal })
export const approveNeed = (network: NetworkInfo, id: string): Promise<{ readonly id: string }> => request(at(network, 'needs', id, 'approved'), { method: 'POST', json: {} })
export const refuseNeed = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'needs', id), { method: 'DELETE' })

export const publishUndertaking = (network: NetworkInfo, id: string, version: number, publication: Publication): Promise<unknown> => request(of(network, id, 'publication'), { method: 'PUT', json: { version, publication } })
export const confirmPartner = (network: NetworkInfo, id: string, actor: string, version: number, confirmed: boolean): Promise<unknown> => request(of(network, id, 'partners', actor), { method: 'PUT', json: { version, confirmed } })
/** A path of the portal that admits one more keeper. */
export const inviteKeeper = (network: NetworkInfo, id: string): Promise<{ readonly path: string }> => request(of(network, id, 'invitations'), { method: 'POST', json: {} })
export const joinKeepers = (network: NetworkInfo, { id, link }: MailLink): Promise<{ readonly title: string }> => request(of(network, id, 'keepers'), { method: 'POST', json: { link } })
export const leaveKeepers = (network: NetworkInfo, id: string, version: number, account: string): Promise<unknown> => request(of(network, id, 'keepers', 'left'), { method: 'POST', json: { version, account } })
/** An image that leads to its page. */
export const undertakingCode = (network: NetworkInfo, id: string): string => of(network, id, 'code.svg')
