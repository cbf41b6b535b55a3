import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PortalFault } from '../../client/request.ts'
import { register } from '../../client/persons.ts'
import { signInByPassword } from '../../client/sign-in.ts'
import { codeOfFragment, type LetterAnswer } from '../../client/letter-code.ts'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { EntranceFrame } from './entrance-frame.tsx'
import { FirstPasskey } from './first-passkey.tsx'
import { LetterForm } from './letter-form.tsx'
import { NewAccountForm, type NewAccount } from './new-account-form.tsx'
import { useForgottenHash } from './use-forgotten-hash.ts'
import classes from './entrance.module.css'

/** For who has a letter with a code and no account yet: code and birth date, then the account, then a passkey. Three short pages. */
export function StartPage() {
  const { t } = useLingui()
  const { hash } = useLocation()
  const [code] = useState(() => codeOfFragment(hash))
  useForgottenHash()
  const [letter, setLetter] = useState<LetterAnswer | null>(null)
  const [again, setAgain] = useState(false)
  const make = useMutation({
    mutationFn: async (account: NewAccount) => {
      if (letter === null) return
      await register({ ...letter, ...account })
      await signInByPassword(account.account, account.password)
    },
    onError: error => setAgain(error instanceof PortalFault && error.code === 'access/activation-refused'),
  })
  const step = make.isSuccess ? 3 : letter === null || again ? 1 : 2
  useEffect(() => {
    if (step > 1 || again) document.querySelector('h1')?.focus()
  }, [step, again])
  return (
    <EntranceFrame wide={step === 3}>
      <p className={classes['steps']}><Trans>Schritt {step} von 3</Trans></p>
      {step === 1 && (
        <>
          <PageHead title={t`Willkommen`} lead={<Trans>Sie haben von Ihrem Krankenhaus einen Brief mit einem Code bekommen. Damit richten Sie Ihren Zugang ein.</Trans>} />
          {again && <Notice tone="bad" live><Trans>Code und Geburtsdatum passen nicht zusammen, oder der Code ist nicht mehr gültig. Bitte prüfen Sie beides. Am Empfang bekommen Sie einen neuen Brief.</Trans></Notice>}
          <LetterForm code={letter?.code ?? code} own onAnswer={answer => { setAgain(false); setLetter(answer) }} submit={<Trans>Weiter</Trans>} pending={false} />
          <ul className={classes['links']}>
            <li><Link to="/anmelden" search={{ zurueck: '/verknuepfen' }} {...(code === '' ? {} : { hash: code })}><Trans>Ich habe schon ein Konto: anmelden und verknüpfen</Trans></Link></li>
            <li className={classes['dim']}><Trans>Geht es um jemand anderen, zum Beispiel um Ihr Kind oder um die Person, die Sie eingeladen hat? Dann ist deren Geburtsdatum gefragt.</Trans></li>
          </ul>
        </>
      )}
      {step === 2 && (
        <>
          <PageHead title={t`Ihr Konto`} lead={<Trans>Mit diesen Angaben melden Sie sich künftig an.</Trans>} />
          <NewAccountForm onAccount={account => make.mutate(account)} pending={make.isPending} error={make.error} />
          <ul className={classes['links']}><li><Button variant="subtle" size="compact-md" px={0} onClick={() => setLetter(null)}><Trans>Zurück</Trans></Button></li></ul>
        </>
      )}
      {step === 3 && <FirstPasskey />}
    </EntranceFrame>
  )
}
