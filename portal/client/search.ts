import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import { request } from './request.ts'

/** What can be found in a network, in the order in which pages show it; of services/community/src/published/item.ts. */
export const findingKinds = ['project', 'undertaking', 'actor', 'group', 'post', 'call', 'question', 'barcamp', 'session', 'series', 'talk', 'meeting', 'poll'] as const
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
