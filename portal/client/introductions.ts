import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'
import type { MailLink } from './undertakings.ts'

/** What services/community answers of introductions. Instants are ISO 8601 in UTC. */
export type CaseState = 'unconfirmed' | 'waiting' | 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'expired' | 'noted'
export type Outcome = '' | 'talk' | 'undertaking' | 'none'
export const outcomes: readonly Outcome[] = ['', 'talk', 'undertaking', 'none']

export interface IntroductionOf {
  readonly kind: 'undertaking' | 'actor' | 'other'
  readonly id: string
  readonly title: string
}

interface Side {
  readonly name: string
  readonly organization: string
}

/** As one of the two sides may see it. */
export interface OpenIntroduction {
  readonly who: 'asker' | 'other'
  readonly of: IntroductionOf
  readonly state: CaseState
  readonly until: string
  readonly purpose: string
  readonly asker: Side
  readonly own: Side
  /** Once both agreed. */
  readonly contact: (Side & { readonly mail: string }) | null
}

export interface Case {
  readonly id: string
  readonly version: number
  readonly of: IntroductionOf
  readonly opened: string
  readonly since: string
  readonly state: CaseState
  readonly outcome: Outcome
  /** Names, addresses and texts were removed after their time. */
  readonly removed: boolean
  readonly asker: Side & { readonly mail: string }
  readonly other: Side & { readonly mail: string }
  readonly purpose: string
  readonly note: string
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)

export const askIntroduction = (network: NetworkInfo, json: { readonly of: { readonly kind: string; readonly id: string }; readonly name: string; readonly organization: string; readonly mail: string; readonly purpose: string; readonly consent: true }): Promise<unknown> =>
  request(at(network, 'introductions'), { method: 'POST', json })
export const openIntroduction = (network: NetworkInfo, { id, link }: MailLink, signal: AbortSignal): Promise<OpenIntroduction> => request(at(network, 'introductions', id, 'opened'), { method: 'POST', json: { link }, signal })
export const confirmIntroduction = (network: NetworkInfo, { id, link }: MailLink): Promise<unknown> => request(at(network, 'introductions', id, 'confirmed'), { method: 'POST', json: { link } })
export const agreeIntroduction = (network: NetworkInfo, { id, link }: MailLink, own: Side): Promise<unknown> => request(at(network, 'introductions', id, 'answered'), { method: 'POST', json: { link, answer: 'agree', ...own } })
export const endIntroduction = (network: NetworkInfo, { id, link }: MailLink): Promise<unknown> => request(at(network, 'introductions', id, 'answered'), { method: 'POST', json: { link, answer: 'end' } })

export const fetchCases = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly cases: readonly Case[] }> => request(at(network, 'editor', 'introductions'), { signal })
export const casesFile = (network: NetworkInfo): string => at(network, 'editor', 'introductions.csv')
export const noteCase = (network: NetworkInfo, json: { readonly title: string; readonly day: string; readonly asker: Side; readonly other: Side; readonly note: string; readonly outcome: Outcome }): Promise<unknown> => request(at(network, 'editor', 'introductions'), { method: 'POST', json })
export const concludeCase = (network: NetworkInfo, id: string, json: { readonly version: number; readonly outcome: Outcome; readonly note: string }): Promise<unknown> => request(at(network, 'editor', 'introductions', id), { method: 'PUT', json })
export const askAddress = (network: NetworkInfo, id: string, json: { readonly version: number; readonly mail: string }): Promise<unknown> => request(at(network, 'editor', 'introductions', id, 'asked'), { method: 'POST', json })
export const removeCase = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'editor', 'introductions', id), { method: 'DELETE' })
