import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SignInStep } from '@steckwerk/api/contract/account'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation, useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { PortalFault } from '../../client/request.ts'
import { fetchEntrance } from '../../client/session.ts'
import { fetchSignInPage, giveUpSignIn, signInByPasskey, signInByPassword } from '../../client/sign-in.ts'
import { textOf } from '../../shell/form-text.ts'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AttemptResult } from './attempt-result.tsx'
import { DemoAccounts } from './demo-accounts.tsx'
import { forgetDemoPassword, knownDemoPassword, rememberDemoPassword } from './demo-password.ts'
import { EntranceFrame } from './entrance-frame.tsx'
import { OtherWays } from './other-ways.tsx'
import { canUsePasskeys, PasskeyPlace } from './passkey-place.tsx'
import { SecondFactorStep } from './second-factor.tsx'
import { SetUpSteps } from './set-up-steps.tsx'
import { useEnter } from './use-enter.ts'
import classes from './entrance.module.css'

/** Account and password, then a second factor where the account has one; or a passkey alone; or the hospital's own sign-in. */
export function SignInPage() {
  const { zurueck } = useSearch({ from: '/anmelden' })
  const { hash } = useLocation()
  const enter = useEnter()
  const entrance = useQuery({ queryKey: ['entrance'], queryFn: fetchEntrance, staleTime: Infinity, retry: false })
  const page = useQuery({ queryKey: ['sign-in'], queryFn: fetchSignInPage, staleTime: 60_000, retry: false })
  const [taken, setTaken] = useState<SignInStep | 'given-up' | null>(null)
  // A code in the address's fragment is on its way to the page that redeems it; it never leaves the browser.
  const to = `${zurueck ?? '/'}${zurueck !== undefined && hash !== '' ? `#${hash}` : ''}`
  const onStep = (step: SignInStep) => step.kind === 'entered' ? void enter(to) : setTaken(step)
  const goBack = () => {
    setTaken('given-up')
    void giveUpSignIn().catch(() => {})
  }
  const step = taken === 'given-up' ? null : taken ?? page.data?.pending ?? null
  if (step?.kind === 'second-factor') return <EntranceFrame><SecondFactorStep methods={step.methods} onStep={onStep} onBack={goBack} /></EntranceFrame>
  if (step?.kind === 'set-up') return <EntranceFrame wide><SetUpSteps step={step} page={page.data} onStep={onStep} onBack={goBack} /></EntranceFrame>
  return <Door to={to} demoAccounts={entrance.data?.demo === true ? entrance.data.accounts : []} passkeys={page.data?.passkeys} onStep={onStep} />
}

type DemoList = Parameters<typeof DemoAccounts>[0]['accounts']

function Door({ to, demoAccounts, passkeys, onStep }: { to: string; demoAccounts: DemoList; passkeys: Parameters<typeof canUsePasskeys>[0]; onStep: (step: SignInStep) => void }) {
  const { t } = useLingui()
  const { zurueck, refused } = useSearch({ from: '/anmelden' })
  const accountField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const [known, setKnown] = useState(knownDemoPassword)
  const byPassword = useMutation({
    mutationFn: ({ account, secret }: { account: string; secret: string }) => signInByPassword(account, secret),
    onSuccess: (step, { account, secret }) => {
      if (demoAccounts.some(one => one.account === account)) rememberDemoPassword(secret)
      onStep(step)
    },
    onError: error => {
      if (error instanceof PortalFault && error.status === 401) {
        forgetDemoPassword()
        setKnown(undefined)
      }
      passwordField.current?.select()
    },
  })
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: onStep })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    byPassword.mutate({ account: textOf(form, 'account').trim(), secret: textOf(form, 'password') })
  }
  const chooseDemo = (account: string) => {
    if (accountField.current !== null) accountField.current.value = account
    if (known !== undefined) byPassword.mutate({ account, secret: known })
    else passwordField.current?.focus()
  }
  const latest = byPassword.submittedAt >= byPasskey.submittedAt ? byPassword : byPasskey
  const wrong = latest === byPassword && byPassword.error instanceof PortalFault && byPassword.error.status === 401
  return (
    <EntranceFrame below={<DemoAccounts accounts={demoAccounts} known={known !== undefined} onChoose={chooseDemo} />}>
      <PageHead title={t`Anmelden`} lead={zurueck === undefined ? <Trans>Die Steckleiste der Gesundheitsregion.</Trans> : <Trans>Bitte melden Sie sich an; danach geht es dort weiter, wo Sie waren.</Trans>} />
      {refused !== undefined && <Notice tone="warn" live><Trans>Die Anmeldung über Ihre Klinik hat nicht geklappt. Versuchen Sie es noch einmal, oder fragen Sie dort nach.</Trans></Notice>}
      <form onSubmit={submit} className={classes['form']}>
        <TextInput ref={accountField} name="account" label={t`Konto`} autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} size="md" error={wrong} />
        <PasswordInput
          ref={passwordField} name="password" label={t`Passwort`} autoComplete="current-password" required withAsterisk={false} size="md" error={wrong} aria-describedby="sign-in-result"
          visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen`, tabIndex: 0 }}
        />
        <Button type="submit" size="md" fullWidth loading={byPassword.isPending}><Trans>Anmelden</Trans></Button>
        <div id="sign-in-result" className={classes['result']}><AttemptResult error={latest.error} at={latest.submittedAt} refused={t`Konto und Passwort passen nicht zusammen.`} /></div>
      </form>
      {canUsePasskeys(passkeys) && (
        <>
          <p className={classes['or']}><Trans>oder</Trans></p>
          <Button variant="default" size="md" fullWidth onClick={() => byPasskey.mutate()} loading={byPasskey.isPending}><Trans>Mit Passkey anmelden</Trans></Button>
        </>
      )}
      <OtherWays to={to}>{!canUsePasskeys(passkeys) && passkeys !== undefined && <details><summary><Trans>Mit Passkey anmelden</Trans></summary><PasskeyPlace use={passkeys} /></details>}</OtherWays>
    </EntranceFrame>
  )
}
