import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../../client/request.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

/** Why the carrier's service did not do it, in words that say what to do. Every provider has codes of its own; what a status means they share. */
export function useCalendarFault(): (error: unknown) => string {
  const { t } = useLingui()
  const plain = useFaultText()
  return error => {
    if (!(error instanceof PortalFault)) return plain(error)
    const known: Readonly<Record<string, string>> = {
      'scheduling/slot-taken': t`Diese Zeit ist inzwischen belegt. Wählen Sie eine andere.`,
      'scheduling/resource-taken': t`Ein Raum oder Gerät, das dazugehört, ist zu dieser Zeit belegt.`,
      'scheduling/not-movable': t`Dieser Termin lässt sich nicht mehr verschieben.`,
      'scheduling/wrong-status': t`Der Zustand des Termins lässt das nicht mehr zu.`,
      'scheduling/not-blocked': t`Diese Zeit ist nicht von Hand gesperrt.`,
      'scheduling/offer-until': t`Ein Angebot muss bis in die Zukunft gelten.`,
      'scheduling/time-past': t`Diese Zeit ist schon vorbei.`,
      'scheduling/patient-inactive': t`Diese Akte wird nicht mehr geführt.`,
      'api/slot-taken': t`Diese Zeit ist inzwischen belegt. Wählen Sie eine andere.`,
      'api/booking-refused': t`Der Dienst für Termine lässt das nicht zu.`,
      'api/patient-unknown': t`Diese Akte ist so nicht mehr zu finden. Bitte suchen Sie noch einmal.`,
      'api/person-known': t`Mit diesem Namen und Geburtsdatum gibt es hier schon eine Akte. Suchen Sie genau nach ihr.`,
      'api/person-wait': t`Das waren viele Suchen ohne Treffer. Bitte warten Sie einige Minuten.`,
      'api/body': t`Bitte prüfen Sie die Angaben: Etwas davon hat nicht die richtige Form.`,
      'api/no-provider': t`Der Dienst, den Ihr Träger für Termine gewählt hat, kann das nicht.`,
      'api/operation-patient': t`Diese Patientin oder diesen Patienten gibt es hier nicht, oder Sie dürfen die Akte nicht sehen.`,
      'api/not-permitted': t`Ihre Rolle darf hier keine Termine ändern.`,
    }
    const byStatus: Readonly<Record<number, string>> = { 409: t`Diese Zeit ist inzwischen belegt. Wählen Sie eine andere.`, 412: t`Der Termin wurde inzwischen geändert. Bitte sehen Sie noch einmal nach.`, 422: t`Der Dienst für Termine lässt das nicht zu.` }
    return known[error.code] ?? byStatus[error.status] ?? plain(error)
  }
}
