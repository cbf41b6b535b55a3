import { useLingui } from '@lingui/react/macro'
import type { EvidenceKind } from '@steckwerk/api/contract/marketplace'
import { PortalFault } from '../../../client/request.ts'
import { useCarrierFault } from '../use-carrier-fault.ts'
import { useMarketWords } from './use-market-words.ts'

/** What the hub refuses of orders, in words that say what to do. */
export function useMarketFault(): (error: unknown) => string {
  const { t } = useLingui()
  const plain = useCarrierFault()
  const words = useMarketWords()
  return error => {
    const places = error instanceof PortalFault ? error.places : []
    const named = places.map(place => words.evidence(place as EvidenceKind)).join(', ')
    const known: Readonly<Record<string, string>> = {
      'marketplace/evidence-missing': t`Diese Nachweise verlangt Ihr Haus, und sie fehlen oder gelten nicht mehr: ${named}.`,
      'marketplace/parameters': places.length === 0 ? t`Einige Angaben passen nicht zum Formular des Anbieters. Bitte prüfen Sie sie.` : t`Diese Angaben passen nicht zum Formular des Anbieters: ${places.join(', ')}.`,
      'marketplace/ordered-already': t`Dieser Dienst ist schon bestellt.`,
      'marketplace/own-order': t`Wer bestellt hat, genehmigt nicht selbst. Bitten Sie jemand anderen darum.`,
      'marketplace/order-state': t`Der Stand hat sich inzwischen geändert. Bitte sehen Sie noch einmal nach.`,
      'marketplace/service-unknown': t`Diesen Dienst gibt es nicht mehr.`,
      'marketplace/plan-unknown': t`Diesen Tarif gibt es nicht mehr.`,
      'marketplace/plan-fixed': t`Dieser Tarif lässt sich nicht gegen einen anderen tauschen.`,
      'marketplace/credentials-shown': t`Diese Zugangsdaten wurden schon gezeigt. Erneuern Sie sie, um neue zu bekommen.`,
      'marketplace/bindings-full': t`Es gibt schon viele Zugangsdaten. Beenden Sie erst einige.`,
      'marketplace/form-unsupported': t`Der Anbieter fragt nach Angaben, die hier nicht gezeigt werden können.`,
      'marketplace/rotating': t`Neue Zugangsdaten sind schon angefordert.`,
    }
    return (error instanceof PortalFault ? known[error.code] : undefined) ?? plain(error)
  }
}
