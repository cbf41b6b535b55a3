import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SecondFactor, SignInStep } from '@steckwerk/api/contract/account'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { signInByPasskey, signInByTotp } from '../../client/sign-in.ts'
import { PageHead } from '../../shell/page.tsx'
import { AttemptResult } from './attempt-result.tsx'
import { CodeField } from './code-field.tsx'
import classes from './entrance.module.css'

/** After the password: a code of the app, or the passkey. */
export function SecondFactorStep({ methods, onStep, onBack }: { methods: readonly SecondFactor[]; onStep: (step: SignInStep) => void; onBack: () => void }) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const byCode = useMutation({ mutationFn: () => signInByTotp(code.replaceAll(' ', '')), onSuccess: onStep, onError: () => field.current?.select() })
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: onStep })
  useEffect(() => field.current?.focus(), [])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    byCode.mutate()
  }
  const latest = byCode.submittedAt >= byPasskey.submittedAt ? byCode : byPasskey
  return (
    <>
      <PageHead title={t`Noch ein Schritt`} lead={methods.includes('totp') ? <Trans>Ihr Passwort stimmt. Bitte bestätigen Sie mit dem Code aus Ihrer Authenticator-App.</Trans> : <Trans>Ihr Passwort stimmt. Bitte bestätigen Sie mit Ihrem Passkey.</Trans>} />
      {methods.includes('totp') && (
        <form onSubmit={submit} className={classes['form']}>
          <CodeField value={code} onChange={setCode} field={field} />
          <Button type="submit" size="md" fullWidth loading={byCode.isPending}><Trans>Anmelden</Trans></Button>
        </form>
      )}
      {methods.includes('passkey') && <Button variant={methods.includes('totp') ? 'default' : 'filled'} size="md" fullWidth onClick={() => byPasskey.mutate()} loading={byPasskey.isPending}><Trans>Mit Passkey bestätigen</Trans></Button>}
      <div className={classes['result']}><AttemptResult error={latest.error} at={latest.submittedAt} refused={t`Der Code stimmt nicht, oder er ist nicht mehr gültig.`} /></div>
      <ul className={classes['links']}>
        <li><Button variant="subtle" size="compact-md" px={0} onClick={onBack}><Trans>Mit einem anderen Konto anmelden</Trans></Button></li>
        <li className={classes['dim']}><Trans>Telefon verloren? Am Empfang Ihres Krankenhauses bekommen Sie einen neuen Zugang; bitte bringen Sie einen Ausweis mit.</Trans></li>
      </ul>
    </>
  )
}
