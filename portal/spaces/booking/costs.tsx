import { Trans } from '@lingui/react/macro'
import type { Offer } from '@steckwerk/api/contract/booking'

export function Costs({ costs }: { costs: Offer['costs'] }) {
  return (
    <>
      {costs.kind === 'free' && <Trans>Für Sie kostenlos.</Trans>}
      {costs.kind === 'discounted' && <Trans>Sie zahlen einen Teil selbst.</Trans>}
      {costs.kind === 'cost' && <Trans>Sie zahlen selbst.</Trans>}
      {costs.kind === 'unknown' && costs.text === undefined && <Trans>Das Krankenhaus hat dazu nichts angegeben. Fragen Sie im Zweifel vorher nach.</Trans>}
      {costs.text !== undefined && <> {costs.text}</>}
    </>
  )
}
