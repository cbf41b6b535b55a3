import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

/** What the maturity service refuses, in words for the person at the screen. */
export function useMaturityFault(): (error: unknown) => string {
  const { t } = useLingui()
  const faultText = useFaultText()
  return error => {
    if (!(error instanceof PortalFault)) return faultText(error)
    if (error.status === 413) return t`Die Datei ist zu groß. Eine ausgefüllte Vorlage hat höchstens 1 MB.`
    const row = error.places[0]?.replace('row ', '') ?? ''
    switch (error.code) {
      case 'maturity/office-unknown': return t`Dieses Haus gibt es hier nicht, oder Sie gehören nicht dazu.`
      case 'maturity/assessment-unknown': return t`Diese Einschätzung gibt es nicht (mehr).`
      case 'maturity/year-exists': return t`Für dieses Jahr gibt es schon eine jährliche Einschätzung mit diesem Modell. Setzen Sie sie fort, oder beginnen Sie einen Zwischenstand.`
      case 'maturity/day': return t`Eine Einschätzung sagt, wie es an einem Tag war oder ist. Bitte wählen Sie keinen Tag in der Zukunft.`
      case 'maturity/model-unknown': return t`Dieses Modell wird nicht (mehr) angeboten.`
      case 'maturity/invitation': return t`Diese Einladung gilt nicht (mehr). Bitten Sie um eine neue.`
      case 'maturity/members-invite': return t`Dieses Haus hat Mitglieder: nur sie laden weitere ein.`
      case 'maturity/last-member': return t`Das letzte Mitglied bleibt. Laden Sie zuerst jemanden ein, oder löschen Sie das Haus.`
      case 'maturity/incomplete': return t`Es sind noch Fragen ohne Antwort.`
      case 'maturity/completed': return t`Diese Einschätzung ist abgeschlossen und ändert sich nicht mehr.`
      case 'maturity/sheet': return t`Das ist keine Excel-Datei dieser Einschätzung. Laden Sie die Vorlage hier herunter und füllen Sie sie aus.`
      case 'maturity/sheet-row': return t`Zeile ${row} der Datei lässt sich nicht lesen.`
      case 'maturity/value': return t`Einen solchen Wert gibt es im Modell nicht: Zeile ${row}.`
      case 'maturity/target': return t`Dieses Ziel ist so nicht möglich: es endet vor seinem Ausgangspunkt oder verlangt mehr, als das Modell hat.`
      case 'maturity/not-helping': return t`Dieses Haus möchte dazu nicht (mehr) gefragt werden.`
      case 'maturity/question-unknown': return t`Diese Frage gibt es nicht mehr.`
      case 'maturity/share': return t`Dieses Ergebnis wird nicht (mehr) geteilt, oder der Link wurde schon eingelöst.`
      case 'maturity/too-many': return t`Mehr geht hier nicht: die Höchstzahl ist erreicht.`
      case 'notify/address': return t`An diese Adresse kann nicht geschrieben werden.`
      case 'notify/too-many': return t`An diese Adresse gingen heute schon zu viele Nachrichten. Bitte versuchen Sie es morgen wieder.`
      case 'plug/document-size': return t`Das ist zusammen zu lang. Bitte kürzen Sie Kommentare oder Nachweise.`
      case 'plug/document-changed': return t`Jemand hat das gerade geändert. Bitte laden Sie die Seite neu.`
      default: return faultText(error)
    }
  }
}
