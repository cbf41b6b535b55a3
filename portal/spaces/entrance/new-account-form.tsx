import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { PortalFault } from '../../client/request.ts'
import { fetchSignInPage } from '../../client/sign-in.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import classes from './entrance.module.css'

export interface NewAccount {
  readonly account: string
  readonly name: string
  readonly password: string
}

/** Name, what one types at sign-in, and a password. */
export function NewAccountForm({ onAccount, pending, error }: { onAccount: (account: NewAccount) => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const rules = useQuery({ queryKey: ['sign-in'], queryFn: fetchSignInPage, staleTime: 60_000, retry: false })
  const min = rules.data?.password.min ?? 12
  const [missing, setMissing] = useState<readonly string[]>([])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const account = { account: textOf(data, 'account').trim(), name: textOf(data, 'name').trim(), password: textOf(data, 'password') }
    const wrong = [...account.name === '' ? ['name'] : [], ...account.account.length < 3 ? ['account'] : [], ...[...account.password].length < min ? ['password'] : []]
    setMissing(wrong)
    if (wrong[0] === undefined) onAccount(account)
    else form.querySelector<HTMLInputElement>(`[name=${wrong[0]}]`)?.focus()
  }
  return (
    <form onSubmit={submit} className={classes['form']} noValidate>
      <TextInput name="name" label={t`Ihr Name`} autoComplete="name" maxLength={100} size="md" required withAsterisk={false} error={missing.includes('name') ? t`Bitte geben Sie Ihren Namen ein.` : undefined} />
      <TextInput
        name="account" label={t`E-Mail-Adresse oder Kontoname`} description={t`Damit melden Sie sich an.`} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} size="md" required withAsterisk={false}
        error={missing.includes('account') ? t`Bitte geben Sie mindestens 3 Zeichen ein.` : undefined}
      />
      <PasswordInput
        name="password" label={t`Passwort`} description={t`Mindestens ${min} Zeichen. Am besten mehrere Wörter, die nur Sie zusammenstellen würden.`} autoComplete="new-password" maxLength={rules.data?.password.max ?? 256} size="md"
        required withAsterisk={false} error={missing.includes('password') ? t`Das Passwort ist zu kurz.` : undefined} visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen`, tabIndex: 0 }}
      />
      {error !== null && error !== undefined && <Notice tone="bad" live>{error instanceof PortalFault && [409, 422].includes(error.status) ? <Trans>Dieser Kontoname ist schon vergeben, oder das Passwort ist zu leicht zu erraten. Bitte wählen Sie anders.</Trans> : faultText(error)}</Notice>}
      <div className={classes['actions']}><Button type="submit" size="md" loading={pending}><Trans>Konto anlegen</Trans></Button></div>
    </form>
  )
}
