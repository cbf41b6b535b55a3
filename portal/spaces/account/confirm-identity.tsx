import { Button, PasswordInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Factors } from '@steckwerk/api/contract/account'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { confirmByPasskey, confirmByPassword } from '../../client/account.ts'
import { fetchProviders, providerAddress } from '../../client/sign-in.ts'
import { textOf } from '../../shell/form-text.ts'
import { AttemptResult } from '../entrance/attempt-result.tsx'
import { CodeField } from '../entrance/code-field.tsx'
import { canUsePasskeys } from '../entrance/passkey-place.tsx'
import calm from '../../shell/calm.module.css'
import classes from './account.module.css'

/** Before ways in are changed: is it still the same person at the screen? Esc closes and changes nothing. */
export function ConfirmIdentity({ factors, onEnd }: { factors: Factors; onEnd: (confirmed: boolean) => void }) {
  const { t } = useLingui()
  const dialog = useRef<HTMLDialogElement>(null)
  const [code, setCode] = useState('')
  const byPassword = useMutation({ mutationFn: confirmByPassword, onSuccess: () => onEnd(true) })
  const byPasskey = useMutation({ mutationFn: confirmByPasskey, onSuccess: () => onEnd(true) })
  const providers = useQuery({ queryKey: ['providers'], queryFn: fetchProviders, enabled: factors.confirmBy.length === 0 })
  useEffect(() => dialog.current?.showModal(), [])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = textOf(new FormData(event.currentTarget), 'password')
    byPassword.mutate({ password, ...(factors.confirmNeedsTotp ? { code: code.replaceAll(' ', '') } : {}) })
  }
  const withPassword = factors.confirmBy.includes('password')
  const withPasskey = factors.confirmBy.includes('passkey') && canUsePasskeys(factors.passkeyUse)
  const latest = byPassword.submittedAt >= byPasskey.submittedAt ? byPassword : byPasskey
  const outside = providers.data?.filter(({ name }) => factors.outside.some(({ provider }) => provider === name)) ?? []
  return (
    <dialog ref={dialog} className={classes['dialog']} aria-labelledby="confirm-head" onCancel={() => onEnd(false)}>
      <div>
        <h2 id="confirm-head"><Trans>Bitte bestätigen Sie, dass Sie es sind</Trans></h2>
        <p><Trans>Das schützt Ihr Konto, falls jemand anders an Ihr Gerät kommt. Es gilt für 10 Minuten.</Trans></p>
        {withPasskey && <Button size="md" onClick={() => byPasskey.mutate()} loading={byPasskey.isPending}><Trans>Mit Passkey bestätigen</Trans></Button>}
        {withPassword && (
          <form onSubmit={submit}>
            <input type="text" name="username" value={factors.account ?? ''} autoComplete="username" readOnly hidden />
            <PasswordInput name="password" label={t`Passwort`} autoComplete="current-password" size="md" required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen`, tabIndex: 0 }} />
            {factors.confirmNeedsTotp && <CodeField value={code} onChange={setCode} />}
            <Button type="submit" size="md" variant={withPasskey ? 'default' : 'filled'} loading={byPassword.isPending}><Trans>Bestätigen</Trans></Button>
          </form>
        )}
        {factors.confirmBy.length === 0 && (
          <>
            <p><Trans>Ihr Konto gehört zur Anmeldung Ihrer Klinik. Melden Sie sich dort noch einmal an und kehren Sie hierher zurück.</Trans></p>
            <ul className={calm['list']}>{outside.map(({ id, name }) => <li key={id}><a href={`${providerAddress(id, location.pathname)}&fresh=1`}>{name}</a></li>)}</ul>
          </>
        )}
        <AttemptResult error={latest.error} at={latest.submittedAt} refused={t`Das stimmt so nicht. Bitte prüfen Sie Ihre Eingabe.`} />
        <Button variant="default" onClick={() => onEnd(false)}><Trans>Abbrechen</Trans></Button>
      </div>
    </dialog>
  )
}
