import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useRef, type SubmitEvent } from 'react'
import { PortalFault } from '../client/request.ts'
import { fetchEntrance, signIn } from '../client/session.ts'
import { useFaultText } from './fault-text.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Notice } from './notice.tsx'
import { PageHead } from './page.tsx'
import { textOf } from './form-text.ts'
import { Logo } from './socket.tsx'
import classes from './sign-in-page.module.css'

export function SignInPage() {
  const { t } = useLingui()
  const router = useRouter()
  const queries = useQueryClient()
  const { zurueck } = useSearch({ from: '/anmelden' })
  const faultText = useFaultText()
  const password = useRef<HTMLInputElement>(null)
  const entrance = useQuery({ queryKey: ['entrance'], queryFn: fetchEntrance, staleTime: Infinity, retry: false })
  const attempt = useMutation({
    mutationFn: ({ account, secret }: { account: string; secret: string }) => signIn(account, secret),
    onSuccess: async me => {
      queries.setQueryData(['me'], me)
      await router.invalidate()
      await router.navigate({ href: zurueck ?? '/', replace: true })
    },
    onError: () => password.current?.select(),
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    attempt.mutate({ account: textOf(form, 'account').trim(), secret: textOf(form, 'password') })
  }
  const wrong = attempt.error instanceof PortalFault && attempt.error.status === 401
  const accounts = entrance.data?.demo === true ? entrance.data.accounts : []
  return (
    <div className={classes['page']}>
      <header className={classes['bar']}><span className={classes['brand']}><Logo /> Steckwerk</span><LanguageSwitch /></header>
      <main className={classes['main']}>
        <div className={classes['card']}>
          <PageHead title={t`Anmelden`} lead={zurueck === undefined ? <Trans>Die Steckleiste der Gesundheitsregion.</Trans> : <Trans>Bitte melden Sie sich an; danach geht es dort weiter, wo Sie waren.</Trans>} />
          <form onSubmit={submit} className={classes['form']}>
            <TextInput name="account" label={t`Konto`} autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} size="md" error={wrong} />
            <PasswordInput
              ref={password} name="password" label={t`Passwort`} autoComplete="current-password" required withAsterisk={false} size="md" error={wrong} aria-describedby="sign-in-result"
              visibilityToggleButtonProps={{ 'aria-label': t`Passwort zeigen`, tabIndex: 0 }}
            />
            <Button type="submit" size="md" fullWidth mt="xs" loading={attempt.isPending}><Trans>Anmelden</Trans></Button>
            <div id="sign-in-result" className={classes['result']}>
              {attempt.error !== null && <Notice tone="bad" live>{wrong ? <Trans>Konto und Passwort passen nicht zusammen.</Trans> : faultText(attempt.error)}</Notice>}
            </div>
          </form>
        </div>
        <aside className={classes['demo']} aria-label={t`Demo-Zugang`} hidden={accounts.length === 0}>
          <p><strong><Trans>Demo-Zugang</Trans></strong></p>
          <ul>
            {accounts.map(({ account, roles }) => (
              <li key={account}><code>{account}</code> – {roles.includes('operator') ? <Trans>Leitstand, alle Träger</Trans> : <Trans>Stationsansicht</Trans>}</li>
            ))}
          </ul>
          <p><Trans>Das gemeinsame Passwort steht im Terminal, in dem die Vorführung gestartet wurde, und in der Datei <code>demo-password</code> im Datenordner.</Trans></p>
        </aside>
      </main>
    </div>
  )
}
