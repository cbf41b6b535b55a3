import type { NetworkInfo } from '@steckwerk/api/contract/network'
import type { Actor, ActorFacts } from './directory.ts'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What a mail's link proves; it stands in the fragment of its address. */
export interface MailLink {
  readonly id: string
  readonly link: { readonly until: number; readonly proof: string }
}

/** undefined where the address is not whole. */
export function mailLink(fragment: string): MailLink | undefined {
  const [id = '', until = '', proof = ''] = fragment.split('.')
  return id === '' || !/^\d{1,13}$/.test(until) || proof.length !== 43 ? undefined : { id, link: { until: Number(until), proof } }
}

/** A person named by an actor, for those who keep it up. */
export interface NamedContact {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly agreed: boolean
}

export interface NewContact {
  readonly name: string
  readonly role: string
  readonly mail: string
  readonly phone: string
}

/** An actor as its keeper works at it. */
export interface KeptActor {
  readonly actor: Actor
  /** What stands there now; sent back with a change. */
  readonly was: string
  /** The editors look at what is shown here; the page shows what was before. */
  readonly waiting: boolean
  readonly confirmed: string
  readonly mail: string
  readonly contacts: readonly NamedContact[]
}

/** What a person is asked about. */
export interface AskedContact extends NewContact {
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly agreed: { readonly mail: boolean; readonly phone: boolean } | null
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)
const post = <T>(path: string, json: object): Promise<T> => request(path, { method: 'POST', json })

export const askForLink = (network: NetworkInfo, actor: string, mail: string): Promise<unknown> => post(at(network, 'actors', actor, 'links'), { mail })
export const openKept = (network: NetworkInfo, { id, link }: MailLink): Promise<KeptActor> => post(at(network, 'actors', id, 'kept', 'opened'), { link })
export const changeKept = (network: NetworkInfo, { id, link }: MailLink, was: string, actor: ActorFacts): Promise<{ readonly waiting: boolean }> =>
  request(at(network, 'actors', id, 'kept'), { method: 'PUT', json: { link, was, actor } })
export const settleKept = (network: NetworkInfo, { id, link }: MailLink, what: 'confirmed' | 'removed' | 'left'): Promise<unknown> => post(at(network, 'actors', id, 'kept', 'settled'), { link, what })
export const nameContact = (network: NetworkInfo, { id, link }: MailLink, contact: NewContact): Promise<unknown> => post(at(network, 'actors', id, 'kept', 'contacts'), { link, contact })
export const dropContact = (network: NetworkInfo, { id, link }: MailLink, contact: string): Promise<unknown> => post(at(network, 'actors', id, 'kept', 'contacts', contact, 'removed'), { link })

export const openContact = (network: NetworkInfo, { id, link }: MailLink): Promise<AskedContact> => post(at(network, 'contacts', id, 'opened'), { link })
/** null = nothing, and nothing stays. */
export const decideContact = (network: NetworkInfo, { id, link }: MailLink, shows: { readonly mail: boolean; readonly phone: boolean } | null): Promise<unknown> =>
  request(at(network, 'contacts', id, 'consent'), { method: 'PUT', json: { link, shows } })
