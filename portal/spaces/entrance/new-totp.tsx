import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { NewTotp } from '@steckwerk/api/contract/account'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { CodeField } from './code-field.tsx'
import classes from './entrance.module.css'

/** The picture and the key for an authenticator app, and the first code that proves it works. */
export function NewTotpForm({ totp, onCode, pending, wrong }: { totp: NewTotp; onCode: (code: string) => void; pending: boolean; wrong: string | undefined }) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  // Not the field: on a phone its keyboard would hide the picture.
  useEffect(() => form.current?.focus(), [])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    onCode(code)
  }
  return (
    <form ref={form} tabIndex={-1} onSubmit={submit} className={classes['form']} aria-label={t`Authenticator-App einrichten`}>
      <p><Trans>1. Öffnen Sie Ihre Authenticator-App (zum Beispiel Aegis, 2FAS oder Google Authenticator) und fügen Sie ein Konto hinzu.</Trans></p>
      <div className={classes['qr']}>
        <img src={`data:image/svg+xml,${encodeURIComponent(totp.svg)}`} alt={t`QR-Code für die Authenticator-App; derselbe Inhalt steht daneben als Schlüssel`} />
        <div>
          <p><Trans>Scannen Sie das Bild mit der App. Oder tippen Sie dort diesen Schlüssel ein:</Trans></p>
          <p className={classes['key']}>{totp.secret}</p>
          <p><a href={totp.uri}><Trans>In der App auf diesem Gerät öffnen</Trans></a></p>
        </div>
      </div>
      <p><Trans>2. Geben Sie den Code ein, den die App jetzt zeigt.</Trans></p>
      <CodeField value={code} onChange={setCode} wrong={wrong} />
      <div className={classes['actions']}><Button type="submit" size="md" loading={pending}><Trans>Code prüfen</Trans></Button></div>
    </form>
  )
}
