import { Trans } from '@lingui/react/macro'
import type { EvidenceConcern, OrderState } from '@steckwerk/api/contract/marketplace'
import { Tag, type Tone } from '../../../shell/notice.tsx'
import { useMarketWords } from './use-market-words.ts'

const tones: Readonly<Record<OrderState, Tone>> = {
  waiting: 'warn', refused: 'quiet', withdrawn: 'quiet', provisioning: 'quiet', active: 'ok', updating: 'quiet', leaving: 'warn', ending: 'quiet', gone: 'quiet', cleaning: 'bad', failed: 'bad',
}

export function OrderTag({ state, toApprove }: { state: OrderState; toApprove: boolean }) {
  const words = useMarketWords()
  if (state === 'active' && toApprove) return <Tag tone="warn"><Trans>Änderung wartet auf Genehmigung</Trans></Tag>
  return <Tag tone={tones[state]}>{words.state(state)}</Tag>
}

/** Evidence that is wanting, in a word; nothing where all is well. */
export function ConcernTag({ concerns }: { concerns: readonly EvidenceConcern[] }) {
  if (concerns.some(({ why }) => why !== 'expiring')) return <Tag tone="bad"><Trans>Nachweis fehlt</Trans></Tag>
  return concerns.length === 0 ? null : <Tag tone="warn"><Trans>Nachweis läuft ab</Trans></Tag>
}
