import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SignInPage } from '@steckwerk/api/contract/account'
import { useId, useState, type SubmitEvent } from 'react'
import { PortalFault } from '../../client/request.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { useEntranceFault } from './use-entrance-fault.ts'
import classes from './entrance.module.css'

/** Chooses a password, and an account name where there is none yet. Length is what counts: no rules about signs. */
export function NewPasswordForm({ account, rules, pending, error, onChoose, label }: {
  account: string | null; rules: SignInPage['password'] | undefined; pending: boolean; error: unknown; onChoose: (password: string, account: string | undefined) => void; label?: string
}) {
  const { t } = useLingui()
  const text = useEntranceFault()
  const id = useId()
  const [short, setShort] = useState(false)
  const min = rules?.min ?? 12
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = textOf(form, 'new-password')
    setShort([...chosen].length < min)
    if ([...chosen].length >= min) onChoose(chosen, account === null ? textOf(form, 'username').trim() : undefined)
  }
  return (
    <form onSubmit={submit} className={classes['form']} noValidate>
      {account === null
        ? <TextInput name="username" label={t`Kontoname`} description={t`Damit melden Sie sich an: Ihre E-Mail-Adresse oder ein Name.`} autoComplete="username" autoCapitalize="none" spellCheck={false} size="md" required withAsterisk={false} />
        : <input type="text" name="username" value={account} autoComplete="username" readOnly hidden />}
      <PasswordInput
        name="new-password" label={t`Neues Passwort`} description={t`Mindestens ${min} Zeichen. Am besten mehrere Wörter, die nur Sie zusammenstellen würden.`} autoComplete="new-password" size="md" required withAsterisk={false}
        maxLength={rules?.max ?? 256} error={short ? t`Das Passwort ist zu kurz.` : undefined} visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen`, tabIndex: 0 }}
      />
      {error !== null && error !== undefined && <div id={id}><Notice tone="bad" live>{error instanceof PortalFault && error.status === 422 ? <Trans>Dieses Passwort ist zu leicht zu erraten, oder der Kontoname ist schon vergeben. Bitte wählen Sie anders.</Trans> : text(error)}</Notice></div>}
      <div className={classes['actions']}><Button type="submit" size="md" loading={pending}>{label ?? <Trans>Passwort übernehmen</Trans>}</Button></div>
    </form>
  )
}
