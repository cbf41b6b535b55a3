import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SignInStep } from '@steckwerk/api/contract/account'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useState, type SubmitEvent } from 'react'
import { beginSetup, fetchSignInPage, giveUpSignIn } from '../../client/sign-in.ts'
import { PageHead } from '../../shell/page.tsx'
import { AttemptResult } from './attempt-result.tsx'
import { EntranceFrame } from './entrance-frame.tsx'
import { SetUpSteps } from './set-up-steps.tsx'
import { useEnter } from './use-enter.ts'
import { useForgottenHash } from './use-forgotten-hash.ts'
import classes from './entrance.module.css'

/** With a code from the hospital's desk (access lost) or from the administration (first day): a new way in. The code may stand in the address's fragment. */
export function SetUpPage() {
  const { t } = useLingui()
  const enter = useEnter()
  const { hash } = useLocation()
  const page = useQuery({ queryKey: ['sign-in'], queryFn: fetchSignInPage, staleTime: 60_000, retry: false })
  const [code, setCode] = useState(() => hash)
  const [taken, setTaken] = useState<SignInStep | 'given-up' | null>(null)
  useForgottenHash()
  const begin = useMutation({ mutationFn: beginSetup, onSuccess: setTaken })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    begin.mutate(code.trim())
  }
  const onStep = (step: SignInStep) => step.kind === 'entered' ? void enter('/') : setTaken(step)
  const pending = page.data?.pending?.kind === 'set-up' ? page.data.pending : null
  const step = taken === 'given-up' ? null : taken ?? pending
  useEffect(() => document.querySelector('h1')?.focus(), [step?.kind])
  if (step?.kind === 'set-up') {
    return (
      <EntranceFrame wide>
        <SetUpSteps step={step} page={page.data} onStep={onStep} onBack={() => { setTaken('given-up'); void giveUpSignIn().catch(() => {}) }} />
      </EntranceFrame>
    )
  }
  return (
    <EntranceFrame>
      <PageHead title={t`Zugang neu einrichten`} lead={<Trans>Geben Sie den Code ein, den Sie am Empfang Ihres Krankenhauses oder von Ihrer Verwaltung bekommen haben.</Trans>} />
      <form onSubmit={submit} className={classes['form']}>
        <TextInput name="code" label={t`Code`} description={t`Zum Beispiel ABCD-EFGH-JKLM-NPQR; Groß- und Kleinschreibung ist gleich.`} autoComplete="off" autoCapitalize="characters" spellCheck={false} size="md" required withAsterisk={false} value={code} onChange={event => setCode(event.currentTarget.value)} />
        <Button type="submit" size="md" fullWidth loading={begin.isPending}><Trans>Weiter</Trans></Button>
        <div className={classes['result']}><AttemptResult error={begin.error} at={begin.submittedAt} refused={t`Dieser Code ist nicht (mehr) gültig. Am Empfang bekommen Sie einen neuen.`} /></div>
      </form>
      <ul className={classes['links']}>
        <li className={classes['dim']}><Trans>Noch kein Code? Am Empfang Ihres Krankenhauses bekommen Sie ihn gegen Vorlage Ihres Ausweises.</Trans></li>
        <li><Link to="/anmelden"><Trans>Zur Anmeldung</Trans></Link></li>
      </ul>
    </EntranceFrame>
  )
}
