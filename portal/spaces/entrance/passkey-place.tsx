import { Trans } from '@lingui/react/macro'
import type { PasskeyUse } from '@steckwerk/api/contract/account'
import { passkeysSupported } from '../../client/passkey.ts'
import { Notice } from '../../shell/notice.tsx'

/** Whether a passkey can be used here: the address allows it, and the browser knows them. */
export function canUsePasskeys(use: PasskeyUse | undefined): boolean {
  return use?.usable === true && passkeysSupported()
}

/** Why passkeys cannot be used at this address, and where they can. */
export function PasskeyPlace({ use }: { use: PasskeyUse | undefined }) {
  if (use === undefined) return null
  if (use.usable) return passkeysSupported() ? null : <Notice tone="quiet"><Trans>Dieser Browser kennt keine Passkeys. Mit einem neueren Browser können Sie sich ohne Passwort anmelden.</Trans></Notice>
  const { instead } = use
  return (
    <Notice tone="quiet">
      {use.reason === 'address'
        ? <Trans>Passkeys gehen an dieser Adresse nicht: Browser erlauben sie nur bei einem Namen, nicht bei einer Nummer wie 127.0.0.1.</Trans>
        : <Trans>Passkeys gehen hier nicht, weil die Verbindung nicht verschlüsselt ist.</Trans>}
      {instead !== null && <>{' '}<Trans>Öffnen Sie das Portal dafür unter <a href={instead}>{instead}</a>.</Trans></>}
    </Notice>
  )
}
