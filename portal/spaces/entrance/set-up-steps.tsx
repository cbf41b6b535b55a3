import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SignInPage, SignInStep } from '@steckwerk/api/contract/account'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmSetupTotp, finishSetup, setUpPasskey, setUpPassword, setUpTotp } from '../../client/sign-in.ts'
import { PortalFault } from '../../client/request.ts'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { NewPasswordForm } from './new-password-form.tsx'
import { NewTotpForm } from './new-totp.tsx'
import { canUsePasskeys, PasskeyPlace } from './passkey-place.tsx'
import { useEntranceFault } from './use-entrance-fault.ts'
import classes from './entrance.module.css'

type SetUp = Extract<SignInStep, { readonly kind: 'set-up' }>

/** The way in is set up: a passkey alone, or a password and an authenticator app. */
export function SetUpSteps({ step, page, onStep, onBack }: { step: SetUp; page: SignInPage | undefined; onStep: (step: SignInStep) => void; onBack: () => void }) {
  const { t } = useLingui()
  const text = useEntranceFault()
  const [byPassword, setByPassword] = useState(step.password)
  const passkey = useMutation({ mutationFn: () => setUpPasskey(t`Erster Passkey`), onSuccess: onStep })
  const password = useMutation({ mutationFn: setUpPassword, onSuccess: onStep })
  const totp = useMutation({ mutationFn: setUpTotp })
  const code = useMutation({ mutationFn: (digits: string) => confirmSetupTotp(digits.replaceAll(' ', '')), onSuccess: onStep })
  const finish = useMutation({ mutationFn: finishSetup, onSuccess: onStep })
  const error = passkey.error ?? totp.error ?? finish.error
  const usable = canUsePasskeys(page?.passkeys)
  const greeting = step.name
  const codeWrong = code.error === null ? undefined : code.error instanceof PortalFault && [400, 401, 422].includes(code.error.status) ? t`Der Code stimmt nicht. Warten Sie auf den nächsten und versuchen Sie es noch einmal.` : text(code.error)
  return (
    <>
      <PageHead
        title={t`Zugang einrichten`}
        lead={step.why === 'code' ? <Trans>Guten Tag, {greeting}. Wählen Sie, wie Sie sich ab jetzt anmelden.</Trans> : <Trans>Guten Tag, {greeting}. Für Ihr Konto ist ein zweiter Schutz neben dem Passwort vorgeschrieben. Das ist in einer Minute erledigt.</Trans>}
      />
      {totp.data === undefined && (
        <>
          <section className={classes['form']} aria-labelledby="by-passkey">
            <h2 id="by-passkey"><Trans>Passkey (empfohlen)</Trans></h2>
            <p><Trans>Sie melden sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an. Kein Passwort, nichts zum Merken.</Trans></p>
            {usable ? <Button size="md" onClick={() => passkey.mutate()} loading={passkey.isPending}><Trans>Passkey einrichten</Trans></Button> : <PasskeyPlace use={page?.passkeys} />}
          </section>
          <p className={classes['or']}><Trans>oder</Trans></p>
        </>
      )}
      {!step.password && !byPassword && <Button variant="default" size="md" onClick={() => setByPassword(true)}><Trans>Passwort wählen</Trans></Button>}
      {!step.password && byPassword && (
        <NewPasswordForm
          account={step.account} rules={page?.password} pending={password.isPending} error={password.error}
          onChoose={(chosen, account) => password.mutate({ password: chosen, ...(account === undefined ? {} : { account }) })}
        />
      )}
      {step.password && (
        <section className={classes['form']} aria-labelledby="by-app">
          <h2 id="by-app"><Trans>Authenticator-App</Trans></h2>
          {totp.data === undefined
            ? (
              <>
                <p><Trans>Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code. Sie geben ihn nach dem Passwort ein.</Trans></p>
                <div className={classes['actions']}>
                  <Button variant={usable ? 'default' : 'filled'} size="md" onClick={() => totp.mutate()} loading={totp.isPending}><Trans>App einrichten</Trans></Button>
                  {step.why === 'code' && <Button variant="subtle" size="md" onClick={() => finish.mutate()} loading={finish.isPending}><Trans>Ohne zweiten Schutz fertigstellen</Trans></Button>}
                </div>
              </>
            )
            : <NewTotpForm totp={totp.data} onCode={digits => code.mutate(digits)} pending={code.isPending} wrong={codeWrong} />}
        </section>
      )}
      {error !== null && <Notice tone="bad" live>{text(error)}</Notice>}
      <ul className={classes['links']}><li><Button variant="subtle" size="compact-md" px={0} onClick={onBack}><Trans>Abbrechen</Trans></Button></li></ul>
    </>
  )
}
