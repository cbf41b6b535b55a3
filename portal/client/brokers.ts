import type { BrokerInfo, BrokerPage, EvidenceInfo, EvidenceKind, MarketText, NewBroker, NewEvidence, PlugEvidence, PlugEvidencePage } from '@steckwerk/api/contract/marketplace'
import { request } from './request.ts'

const path = (...parts: readonly string[]): string => ['/portal/api/platform/brokers', ...parts.map(encodeURIComponent)].join('/')

export async function fetchBrokers(signal: AbortSignal): Promise<readonly BrokerInfo[]> {
  return (await request<BrokerPage>(path(), { signal })).brokers
}

export const addBroker = (broker: NewBroker): Promise<BrokerInfo> => request(path(), { method: 'POST', json: broker })
/** Without a password the former one stays. */
export const changeBroker = (id: string, broker: NewBroker): Promise<BrokerInfo> => request(path(id), { method: 'PUT', json: broker })
export const removeBroker = (id: string): Promise<void> => request(path(id), { method: 'DELETE' })
/** The catalogue is fetched now. */
export const refreshBroker = (id: string): Promise<BrokerInfo> => request(path(id, 'refresh'), { method: 'POST', json: {} })

/** Services that are registered by their address. */
export async function fetchPlugEvidence(signal: AbortSignal): Promise<readonly PlugEvidence[]> {
  return (await request<PlugEvidencePage>('/portal/api/platform/plugs', { signal })).plugs
}

/** Whose evidence it is: a service of a broker, or one that is registered by its address. */
export type EvidenceOwner = { readonly broker: string; readonly service: string } | { readonly plug: string }

const ownerPath = (owner: EvidenceOwner, ...parts: readonly string[]): string =>
  'plug' in owner ? ['/portal/api/platform/plugs', ...[owner.plug, ...parts].map(encodeURIComponent)].join('/') : path(owner.broker, ...parts)

export const addEvidence = (owner: EvidenceOwner, evidence: NewEvidence): Promise<EvidenceInfo> =>
  request('plug' in owner ? ownerPath(owner, 'evidence') : ownerPath(owner, 'services', owner.service, 'evidence'), { method: 'POST', json: evidence })
export const removeEvidence = (owner: EvidenceOwner, evidence: string): Promise<void> => request(ownerPath(owner, 'evidence', evidence), { method: 'DELETE' })
export const evidenceFile = (owner: EvidenceOwner, evidence: string | null): string => evidence === null ? '' : ownerPath(owner, 'evidence', evidence, 'document')

/** Evidence that counts no longer, or soon no longer. */
export interface EndingEvidence {
  readonly owner: EvidenceOwner
  readonly service: MarketText
  readonly kind: EvidenceKind
  readonly state: 'expiring' | 'expired'
  readonly expires: string | null
}

/** The soonest first. What another piece of the same kind has taken the place of is not told. */
export function endingEvidence(brokers: readonly BrokerInfo[], plugs: readonly PlugEvidence[]): readonly EndingEvidence[] {
  const services = [
    ...brokers.flatMap(({ id: broker, services: offered }) => offered.map(({ id, title, evidence }) => ({ owner: { broker, service: id }, title, evidence }))),
    ...plugs.map(({ id, title, evidence }) => ({ owner: { plug: id }, title, evidence })),
  ]
  return services.flatMap(({ owner, title, evidence }) => [...Map.groupBy(evidence, ({ kind }) => kind)].flatMap(([kind, pieces]): EndingEvidence[] => {
    if (pieces.some(({ state }) => state === 'valid')) return []
    const last = pieces.toSorted((a, b) => (b.expires ?? '').localeCompare(a.expires ?? ''))
    const piece = last.find(({ state }) => state === 'expiring') ?? last[0]!
    // Kept at a broker's service, and told of there.
    if (piece.id === null && piece.addedAt !== null) return []
    return [{ owner, service: title, kind, state: piece.state === 'expired' ? 'expired' : 'expiring', expires: piece.expires ?? null }]
  })).sort((a, b) => (a.expires ?? '').localeCompare(b.expires ?? ''))
}
