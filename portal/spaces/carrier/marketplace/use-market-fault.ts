import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../../client/request.ts'
import { useCarrierFault } from '../use-carrier-fault.ts'

/** What the hub refuses of orders, in words that say what to do. */
export function useMarketFault(): (error: unknown) => string {
  const { t } = useLingui()
  const plain = useCarrierFault()
  return error => {
    const known: Readonly<Record<string, string>> = {
      'marketplace/evidence-missing': t`Ein Nachweis, den Ihr Haus verlangt, fehlt oder ist abgelaufen.`,
      'marketplace/parameters': t`Einige Angaben passen nicht zum Formular des Anbieters. Bitte prüfen Sie sie.`,
      'marketplace/ordered-already': t`Dieser Dienst ist schon bestellt.`,
      'marketplace/own-order': t`Wer bestellt hat, genehmigt nicht selbst. Bitten Sie jemand anderen darum.`,
      'marketplace/order-state': t`Der Stand hat sich inzwischen geändert. Bitte sehen Sie noch einmal nach.`,
      'marketplace/service-unknown': t`Diesen Dienst gibt es nicht mehr.`,
      'marketplace/plan-unknown': t`Diesen Tarif gibt es nicht mehr.`,
      'marketplace/plan-fixed': t`Dieser Tarif lässt sich nicht gegen einen anderen tauschen.`,
      'marketplace/credentials-shown': t`Diese Zugangsdaten wurden schon gezeigt. Erneuern Sie sie, um neue zu bekommen.`,
      'marketplace/rotating': t`Neue Zugangsdaten sind schon angefordert.`,
    }
    return (error instanceof PortalFault ? known[error.code] : undefined) ?? plain(error)
  }
}
