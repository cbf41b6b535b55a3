import type { NetworkInfo } from '@steckwerk/api/contract/network'
import type { Placed } from './actor-map.ts'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What the directory says of an organization: core of services/community, as it travels. */
export interface ActorLine {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly city: string
  readonly position?: Placed['position']
  readonly topics: readonly string[]
}

export interface ActorFacts {
  readonly position?: Placed['position']
  /** Where its systems are reached. */
  readonly endpoints: readonly { readonly kind: 'fhir' | 'dicomweb' | 'kim'; readonly address: string }[]
  readonly name: string
  readonly kind: string
  readonly street: string
  readonly postalCode: string
  readonly city: string
  readonly website: string
  readonly about: string
  readonly topics: readonly string[]
  readonly offers: string
  readonly needs: string
}

export interface Actor extends ActorFacts {
  readonly id: string
}

/** As everybody sees it. */
export interface ShownActor extends Actor {
  /** People who agreed to be shown; '' = not that. */
  readonly contacts: readonly { readonly name: string; readonly role: string; readonly mail: string; readonly phone: string }[]
  /** An instant; null = somebody said lately that it is right. */
  readonly unconfirmedSince: string | null
}

export interface ActorList {
  readonly total: number
  readonly actors: readonly ActorLine[]
  readonly topics: readonly { readonly name: string; readonly count: number }[]
}

export interface Entry {
  readonly id: string
  readonly at: string
  readonly actor: ActorFacts
  readonly mail: string
  /** Whether the address stays with the actor. */
  readonly keep: boolean
}

export const actorKinds = ['hospital', 'practice', 'health-office', 'care', 'pharmacy', 'company', 'research', 'association', 'authority', 'insurance', 'other'] as const

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)

export function fetchActors(network: NetworkInfo, asked: { readonly q: string; readonly topic: string; readonly kind: string }, signal: AbortSignal): Promise<ActorList> {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''))
  return request(`${at(network, 'actors')}?${query.toString()}`, { signal })
}
export const fetchActor = (network: NetworkInfo, id: string, signal: AbortSignal): Promise<ShownActor> => request(at(network, 'actors', id), { signal })
export const sendEntry = (network: NetworkInfo, json: { readonly actor: ActorFacts; readonly mail: string; readonly keep: boolean }): Promise<unknown> => request(at(network, 'entries'), { method: 'POST', json })
export const confirmEntry = (network: NetworkInfo, entry: string, proof: string): Promise<{ readonly name: string }> =>
  request(at(network, 'entries', entry, 'confirmed'), { method: 'POST', json: { proof } })
export const fetchEntries = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly entries: readonly Entry[] }> => request(at(network, 'entries'), { signal })
export const approveEntry = (network: NetworkInfo, entry: string): Promise<{ readonly id: string }> => request(at(network, 'entries', entry, 'approved'), { method: 'POST', json: {} })
export const refuseEntry = (network: NetworkInfo, entry: string): Promise<unknown> => request(at(network, 'entries', entry), { method: 'DELETE' })

/** What is in the directory already and looks like this. */
export function fetchAlike(network: NetworkInfo, { name, city, street, postalCode, website }: Pick<ActorFacts, 'name' | 'city' | 'street' | 'postalCode' | 'website'>, signal: AbortSignal): Promise<{ readonly actors: readonly { readonly id: string; readonly name: string; readonly city: string }[] }> {
  return request(`${at(network, 'alike')}?${new URLSearchParams({ name, city, street, postalCode, website }).toString()}`, { signal })
}
