import { Trans } from '@lingui/react/macro'
import type { EvidenceConcern } from '@steckwerk/api/contract/marketplace'
import { Notice } from '../../../shell/notice.tsx'
import { useMarketWords } from './use-market-words.ts'

/** Evidence that a carrier requires and a service of its own lacks, or will soon lack. */
export function Concerns({ concerns, ordered }: { concerns: readonly EvidenceConcern[]; ordered: boolean }) {
  const words = useMarketWords()
  const missing = concerns.filter(({ why }) => why !== 'expiring').map(words.concern).join(', ')
  const soon = concerns.filter(({ why }) => why === 'expiring').map(words.concern).join(', ')
  return (
    <>
      {missing !== '' && ordered && <Notice tone="bad"><Trans>Die Regeln Ihres Hauses verlangen, was dieser Dienst nicht mehr hat: {missing}. Er läuft weiter. Bitten Sie den Anbieter um den Nachweis; der Betrieb der Plattform trägt ihn ein. Bis dahin sind keine Änderungen möglich.</Trans></Notice>}
      {missing !== '' && !ordered && <Notice tone="bad"><Trans>So kann die Bestellung nicht genehmigt werden. Die Regeln Ihres Hauses verlangen: {missing}.</Trans></Notice>}
      {soon !== '' && <Notice tone="warn"><Trans>Fragen Sie den Anbieter rechtzeitig nach dem nächsten Nachweis: {soon}.</Trans></Notice>}
    </>
  )
}
