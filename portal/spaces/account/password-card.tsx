import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Factors } from '@steckwerk/api/contract/account'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '../../client/account.ts'
import { fetchSignInPage } from '../../client/sign-in.ts'
import { Card } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { NewPasswordForm } from '../entrance/new-password-form.tsx'
import { useChange } from './use-change.ts'
import calm from '../../shell/calm.module.css'

export function PasswordCard({ factors }: { factors: Factors }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const [open, setOpen] = useState(false)
  const rules = useQuery({ queryKey: ['sign-in'], queryFn: fetchSignInPage, staleTime: 60_000, retry: false, enabled: open })
  const change = useChange(changePassword, t`Das Passwort ist geändert. Andere Geräte wurden abgemeldet.`, () => setOpen(false))
  const changed = factors.password === null ? '' : dateTime(factors.password.changedAt)
  return (
    <Card title={<Trans>Passwort</Trans>} icon="lock">
      <p className={calm['dim']}>{factors.password === null ? <Trans>Sie haben kein Passwort; Sie melden sich mit dem Passkey an.</Trans> : <Trans>Zuletzt geändert {changed}. Beim Ändern werden Ihre anderen Geräte abgemeldet.</Trans>}</p>
      {open
        ? (
          <div className={calm['confirm']}>
            <NewPasswordForm account={factors.account ?? ''} rules={rules.data?.password} pending={change.isPending} error={change.trouble} onChoose={password => change.mutate(password)} label={t`Passwort ändern`} />
            <div><Button variant="default" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button></div>
          </div>
        )
        : <div><Button variant="default" onClick={() => setOpen(true)}>{factors.password === null ? <Trans>Passwort wählen</Trans> : <Trans>Passwort ändern</Trans>}</Button></div>}
    </Card>
  )
}
