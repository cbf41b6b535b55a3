import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'

/** What the hub refuses in a carrier's administration, in words that say what to do. */
export function useCarrierFault(): (error: unknown) => string {
  const { t } = useLingui()
  const plain = useFaultText()
  return error => {
    const known: Readonly<Record<string, string>> = {
      'access/people-login': t`Dieser Anmeldename ist vergeben. Wählen Sie einen anderen, oder lassen Sie das Feld leer.`,
      'access/people-self': t`Ihre eigenen Rollen ändert jemand anders.`,
      'access/people-provider': t`Rollen dieser Person vergibt die Anmeldung Ihrer Klinik. Ändern Sie sie dort.`,
      'access/people-not-yours': t`Diese Rollen dürfen Sie hier nicht vergeben oder nehmen.`,
      'access/people-set-up': t`Diese Person ist schon eingerichtet. Bei verlorenem Zugang hilft ein Code zur Wiederherstellung.`,
      'access/no-account': t`Dazu ist hier kein Konto bekannt, das so wiederhergestellt werden kann.`,
      'access/emergency-own': t`Den eigenen Notfallzugriff prüft jemand anders.`,
      'access/emergency-reviewed': t`Dieser Zugriff ist schon geprüft.`,
      'access/emergency-unknown': t`Dieser Notfallzugriff ist abgelaufen. Bitte nennen Sie den Grund noch einmal.`,
      'access/emergency-searches': t`Keine weiteren Suchen mit diesem Grund. Bitte nennen Sie den Grund noch einmal.`,
      'access/emergency-birth-date': t`Bitte geben Sie ein vollständiges Geburtsdatum an.`,
      'access/desk-number-refused': t`Diese Nummer gilt nicht (mehr). Lassen Sie sich eine neue zeigen.`,
      'api/patient-unknown': t`Diese Patientin oder diesen Patienten gibt es hier nicht, oder Sie dürfen die Akte nicht sehen.`,
      'access/client-form': t`So lässt sich die App nicht anmelden. Prüfen Sie Adressen und Rechte.`,
    }
    return (error instanceof PortalFault ? known[error.code] : undefined) ?? plain(error)
  }
}
