import type { BrokerInfo, EvidenceInfo } from '@steckwerk/api/contract/marketplace'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endingEvidence, type EvidenceOwner } from './brokers.ts'

const piece = (kind: EvidenceInfo['kind'], state: EvidenceInfo['state'], expires?: string): EvidenceInfo => ({ kind, title: { de: kind }, id: null, addedAt: null, document: false, state, expires })
const broker = (id: string, ...evidence: readonly EvidenceInfo[]): BrokerInfo => ({
  id, name: id, url: '', inside: false, user: '', fetchedAt: null, trouble: null, changes: [], services: [{ id: 's', title: { de: id }, vendor: '', patientData: true, evidence }],
})

test('evidence that ends, the soonest first; what a valid piece stands in for is not told', () => {
  const told = endingEvidence([
    broker('a', piece('c5', 'expired', '2026-01-01'), piece('c5', 'expiring', '2026-12-24'), piece('avv', 'valid')),
    broker('b', piece('avv', 'expired', '2026-11-01'), piece('c5', 'expired', '2026-02-01'), piece('c5', 'valid', '2028-01-01')),
  ], [{ id: 'p', title: { de: 'p' }, vendor: '', url: 'https://p.example', patientData: true, evidence: [piece('c5', 'expiring', '2026-12-01')] }])
  const of = (owner: EvidenceOwner): string => 'plug' in owner ? owner.plug : owner.broker
  assert.deepEqual(told.map(({ owner, kind, state, expires }) => [of(owner), kind, state, expires]), [['b', 'avv', 'expired', '2026-11-01'], ['p', 'c5', 'expiring', '2026-12-01'], ['a', 'c5', 'expiring', '2026-12-24']])
})
