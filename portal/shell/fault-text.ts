import { PortalFault } from '../client/request.ts'
import { useLingui } from '@lingui/react/macro'

/** A failed call in words for the person at the screen. */
export function useFaultText(): (error: unknown) => string {
  const { t } = useLingui()
  return error => {
    if (!(error instanceof PortalFault)) return t`Unerwarteter Fehler in der Anwendung. Bitte laden Sie die Seite neu.`
    if (error.status === 0) return t`Der Hub antwortet nicht. Prüfen Sie die Netzverbindung; die Seite versucht es weiter.`
    if (error.status === 401) return t`Ihre Sitzung ist abgelaufen. Bitte melden Sie sich neu an.`
    if (error.status === 403) return t`Ihr Konto darf das nicht.`
    if (error.status === 404) return t`Das gibt es nicht (mehr).`
    if (error.status === 429) return t`Zu viele Versuche. Bitte warten Sie einen Augenblick.`
    return t`Der Hub meldet einen Fehler (${error.code}). Bitte versuchen Sie es erneut.`
  }
}
