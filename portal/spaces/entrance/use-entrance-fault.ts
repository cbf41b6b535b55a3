import { useLingui } from '@lingui/react/macro'
import { PasskeyFault } from '../../client/passkey.ts'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'

/** A sign-in or a passkey that failed, in words that tell nobody which part was wrong. */
export function useEntranceFault(): (error: unknown, refused?: string) => string {
  const { t } = useLingui()
  const faultText = useFaultText()
  return (error, refused) => {
    if (error instanceof PasskeyFault) {
      if (error.trouble === 'known') return t`Für dieses Gerät gibt es schon einen Passkey dieses Kontos.`
      if (error.trouble === 'unsupported') return t`Dieser Browser kann hier keinen Passkey verwenden. Bitte wählen Sie einen anderen Weg.`
      return t`Der Passkey wurde nicht verwendet: Das Fenster wurde geschlossen, die Zeit lief ab, oder auf diesem Gerät liegt keiner für dieses Portal.`
    }
    if (error instanceof PortalFault && error.status === 401 && refused !== undefined) return refused
    return faultText(error)
  }
}
