import type { BrokerInfo, BrokerPage, EvidenceInfo, EvidenceKind, MarketText, NewBroker, NewEvidence } from '@steckwerk/api/contract/marketplace'
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

export const addEvidence = (broker: string, service: string, evidence: NewEvidence): Promise<EvidenceInfo> =>
  request(path(broker, 'services', service, 'evidence'), { method: 'POST', json: evidence })
export const removeEvidence = (broker: string, evidence: string): Promise<void> => request(path(broker, 'evidence', evidence), { method: 'DELETE' })
export const brokerEvidenceFile = (broker: string, evidence: string | null): string => evidence === null ? '' : path(broker, 'evidence', evidence, 'document')

/** Evidence that counts no longer, or soon no longer. */
export interface EndingEvidence {
  readonly broker: string
  readonly service: MarketText
  readonly kind: EvidenceKind
  readonly state: 'expiring' | 'expired'
  readonly expires: string | null
}

/** The soonest first. What another piece of the same kind has taken the place of is not told. */
export function endingEvidence(brokers: readonly BrokerInfo[]): readonly EndingEvidence[] {
  return brokers.flatMap(({ id, services }) => services.flatMap(({ title, evidence }) => [...Map.groupBy(evidence, ({ kind }) => kind)].flatMap(([kind, pieces]): EndingEvidence[] => {
    if (pieces.some(({ state }) => state === 'valid')) return []
    const last = pieces.toSorted((a, b) => (b.expires ?? '').localeCompare(a.expires ?? ''))
    const piece = last.find(({ state }) => state === 'expiring') ?? last[0]!
    return [{ broker: id, service: title, kind, state: piece.state === 'expired' ? 'expired' : 'expiring', expires: piece.expires ?? null }]
  }))).sort((a, b) => (a.expires ?? '').localeCompare(b.expires ?? ''))
}
