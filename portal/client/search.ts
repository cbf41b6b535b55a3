import type { NetworkInfo } from '@steckwerk/api/contract/network'
import type { Placed } from './actor-map.ts'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What can be found in a network, in the order in which pages show it; of services/community/src/published/item.ts. */
export const findingKinds = ['project', 'undertaking', 'actor', 'group', 'result', 'post', 'edition', 'call', 'question', 'barcamp', 'session', 'series', 'talk', 'meeting', 'poll', 'survey'] as const
export type FindingKind = (typeof findingKinds)[number]

export interface Finding {
  readonly kind: FindingKind
  readonly id: string
  readonly title: string
  readonly excerpt: string
  readonly topics: readonly string[]
  /** Of the portal. */
  readonly path: string
  /** Words of title, excerpt and topics that fit, in small letters. */
  readonly marked: readonly string[]
  /** When it became news; null = never. */
  readonly since: string | null
  readonly when?: { readonly start: string; readonly end: string; readonly place: string; readonly cancelled?: boolean }
}

export interface Findings {
  readonly total: number
  readonly kinds: Readonly<Partial<Record<FindingKind, number>>>
  readonly findings: readonly Finding[]
}

/** The network's one search; without `q` everything. */
export function fetchFindings(network: NetworkInfo, asked: { readonly q: string; readonly kinds?: readonly FindingKind[]; readonly topic?: string; readonly count?: number }, signal?: AbortSignal): Promise<Findings> {
  const { q, kinds = [], topic = '', count } = asked
  const query = new URLSearchParams({ q, ...(kinds.length === 0 ? {} : { kinds: kinds.join(',') }), ...(topic === '' ? {} : { topic }), ...(count === undefined ? {} : { count: String(count) }) })
  return request(`${networkPath(network, 'community', 'search')}?${query.toString()}`, signal === undefined ? {} : { signal })
}

/** Something a network published, in a line. */
export type PublishedLine = Pick<Finding, 'kind' | 'id' | 'title' | 'topics' | 'path' | 'since' | 'when'> & { readonly summary: string }

/** What a network's first page shows. */
export interface Overview {
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>
  /** What comes next, the earliest first. */
  readonly dates: readonly (PublishedLine & Required<Pick<Finding, 'when'>>)[]
  /** That are open, the next to end first. */
  readonly surveys: readonly PublishedLine[]
  readonly projects: readonly PublishedLine[]
  readonly undertakings: readonly PublishedLine[]
  readonly news: readonly PublishedLine[]
  readonly topics: readonly { readonly name: string; readonly count: number }[]
  /** Where actors are. */
  readonly places: readonly Placed[]
}

export const fetchOverview = (network: NetworkInfo, signal: AbortSignal): Promise<Overview> => request(networkPath(network, 'community', 'overview'), { signal })
