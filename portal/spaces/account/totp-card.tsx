import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Factors } from '@steckwerk/api/contract/account'
import { beginTotp, confirmTotp, removeTotp } from '../../client/account.ts'
import { PortalFault } from '../../client/request.ts'
import { Card, ConfirmInPlace } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { NewTotpForm } from '../entrance/new-totp.tsx'
import { useChange } from './use-change.ts'
import calm from '../../shell/calm.module.css'

export function TotpCard({ factors }: { factors: Factors }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const faultText = useFaultText()
  const begin = useChange(() => beginTotp())
  const confirm = useChange((code: string) => confirmTotp(code.replaceAll(' ', '')), t`Die Authenticator-App ist eingerichtet.`, () => begin.reset())
  const remove = useChange(() => removeTotp(), t`Die Authenticator-App ist entfernt.`)
  const added = factors.totp === null ? '' : dateTime(factors.totp.addedAt)
  const wrong = confirm.trouble === null ? undefined
    : confirm.trouble instanceof PortalFault && [400, 401, 422].includes(confirm.trouble.status) ? t`Der Code stimmt nicht. Warten Sie auf den nächsten und versuchen Sie es noch einmal.` : faultText(confirm.trouble)
  const mayRemove = !factors.secondFactorNeeded || factors.passkeys.length > 0
  return (
    <Card title={<Trans>Authenticator-App</Trans>} icon="phone">
      {factors.totp === null
        ? <p className={calm['dim']}><Trans>Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code. Sie geben ihn nach dem Passwort ein.</Trans></p>
        : <p><Trans>Eingerichtet am {added}. Nach dem Passwort werden Sie nach dem Code gefragt.</Trans></p>}
      {begin.trouble !== null && <Notice tone="bad" live>{faultText(begin.trouble)}</Notice>}
      {begin.data !== undefined
        ? <NewTotpForm totp={begin.data} onCode={code => confirm.mutate(code)} pending={confirm.isPending} wrong={wrong} />
        : (
          <div className={calm['actions']}>
            <Button variant="default" onClick={() => begin.mutate(undefined)} loading={begin.isPending}>{factors.totp === null ? <Trans>App einrichten</Trans> : <Trans>Auf ein anderes Telefon umziehen</Trans>}</Button>
            {factors.totp !== null && mayRemove && (
              <ConfirmInPlace label={<Trans>Entfernen</Trans>} title={<Trans>Authenticator-App entfernen?</Trans>} confirm={<Trans>App entfernen</Trans>} run={() => remove.mutate(undefined)} pending={remove.isPending} error={remove.trouble}>
                <p>{factors.passkeys.length > 0 ? <Trans>Sie melden sich dann mit Ihrem Passkey an oder mit dem Passwort allein.</Trans> : <Trans>Ihr Konto ist danach nur noch durch das Passwort geschützt.</Trans>}</p>
              </ConfirmInPlace>
            )}
          </div>
        )}
    </Card>
  )
}
