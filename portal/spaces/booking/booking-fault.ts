import { useLingui } from '@lingui/react/macro'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'

export const isTaken = (error: unknown): boolean => error instanceof PortalFault && error.code === 'api/slot-taken'

export const isOver = (error: unknown): boolean => error instanceof PortalFault && error.code === 'api/offer-over'

/** Why a booking did not come about, kindly and with what to do next. */
export function useBookingFault(): (error: unknown) => string {
  const { t } = useLingui()
  const faultText = useFaultText()
  return error => {
    if (isTaken(error)) return t`Diese Zeit ist gerade vergeben worden, jemand war schneller. Hier sind die nächsten freien Zeiten; Ihre Angaben sind noch da.`
    if (error instanceof PortalFault && error.code === 'api/booking-refused') return t`Das lässt der Kalender des Krankenhauses so nicht zu. Bitte wählen Sie eine andere Zeit, oder rufen Sie an.`
    if (isOver(error)) return t`Dieses Angebot ist vorbei. Die Zeit ist inzwischen an jemand anderen gegangen oder nicht mehr frei.`
    if (error instanceof PortalFault && error.code === 'api/already-waiting') return t`Für diese Sprechstunde stehen Sie schon auf der Warteliste. Sie finden den Eintrag unter Termine.`
    if (error instanceof PortalFault && error.code === 'access/activation-refused') return t`Buchungscode und Geburtsdatum passen nicht zusammen, oder der Code gilt nicht mehr. Gehört die Buchung schon zu Ihrem Konto, dann melden Sie sich an.`
    if (error instanceof PortalFault && error.status === 429) return t`Von hier kamen gerade viele Buchungen. Bitte warten Sie einige Minuten, oder rufen Sie im Krankenhaus an.`
    return faultText(error)
  }
}
