import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { CaseState, Outcome } from '../../../client/introductions.ts'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

/** What codes of introductions are called. */
export function useIntroductionWords() {
  const { i18n, t } = useLingui()
  const faultText = useFaultText()
  return useMemo(() => {
    const states: Readonly<Record<CaseState, string>> = {
      unconfirmed: t`nicht bestätigt`, waiting: t`Gegenseite gesucht`, asked: t`Gegenseite gefragt`, agreed: t`vermittelt`, declined: t`abgelehnt`, withdrawn: t`zurückgezogen`, expired: t`ohne Antwort`, noted: t`von Hand eingetragen`,
    }
    const outcomes: Readonly<Record<Outcome, string>> = { '': t`noch offen`, 'talk': t`Gespräch geführt`, 'undertaking': t`Vorhaben daraus`, 'none': t`kein Ergebnis` }
    const faults: Readonly<Record<string, string>> = {
      'community/introduction-unknown': t`Dieser Link gilt nicht mehr.`,
      'community/introduction-target': t`Dazu können wir niemanden vermitteln.`,
      'community/introduction-open': t`Das haben Sie schon angefragt; die Antwort steht noch aus.`,
      'community/introductions-many': t`Von dieser Adresse sind schon mehrere Anfragen offen. Warten Sie bitte auf eine Antwort.`,
      'community/introduction-settled': t`Das ist schon beantwortet.`,
      'community/introduction-day': t`Das Datum liegt in der Zukunft.`,
      'plug/document-changed': t`Jemand anders hat inzwischen etwas geändert. Laden Sie die Seite neu und sehen Sie nach.`,
    }
    const fault = (error: unknown): string => (error instanceof PortalFault ? faults[error.code] : undefined) ?? faultText(error)
    return { state: (state: CaseState) => states[state], outcome: (outcome: Outcome) => outcomes[outcome], fault }
  }, [i18n.locale, t, faultText])
}
