import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { SiteChoice } from '@steckwerk/api/contract/people'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { fetchRoles, invitePerson } from '../../client/people.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { Detail } from './detail.tsx'
import type { ShownCode } from './shown-code.ts'
import { RoleAndSiteChoice } from './role-choice.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

const loginForm = /^[a-z0-9][a-z0-9._@-]{2,63}$/

export function NewPersonForm({ carrier, sites, onDone, onClose }: { carrier: string; sites: readonly SiteChoice[]; onDone: (code: ShownCode) => void; onClose: () => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const roles = useQuery({ queryKey: ['people', carrier, 'roles'], queryFn: ({ signal }) => fetchRoles(carrier, signal) })
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [at, setAt] = useState<'all' | string[]>('all')
  const [tried, setTried] = useState(false)
  const invite = useAct(
    () => invitePerson(carrier, { name: name.trim(), ...(login === '' ? {} : { login }), roles: chosen, sites: at }), ['people', carrier], t`Hinzugefügt. Der Code steht auf dem Blatt.`,
    ({ person, code, expiresAt }) => onDone({ kind: 'invitation', name: person.name, code, expiresAt }),
  )
  const wrong = {
    name: name.trim() === '' ? t`Bitte nennen Sie den Namen.` : undefined,
    login: login !== '' && !loginForm.test(login) ? t`3 bis 64 Zeichen: kleine Buchstaben, Ziffern, Punkt, Strich, Unterstrich, @.` : undefined,
    roles: chosen.length === 0 ? t`Wählen Sie mindestens eine Rolle.` : undefined,
    sites: at !== 'all' && at.length === 0 ? t`Wählen Sie mindestens ein Haus.` : undefined,
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).every(one => one === undefined)) return invite.mutate(undefined)
    const form = event.currentTarget
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], fieldset[aria-describedby] input')?.focus())
  }
  return (
    <Detail title={<Trans>Person hinzufügen</Trans>} onClose={onClose}>
      {roles.isError && <Notice tone="bad" live>{fault(roles.error)}</Notice>}
      {roles.isPending && <Loading />}
      {roles.isSuccess && (
        <form className={classes['form']} onSubmit={submit} noValidate>
          <TextInput label={t`Name`} value={name} onChange={event => setName(event.currentTarget.value)} maxLength={100} autoComplete="off" required withAsterisk={false} error={tried ? wrong.name : undefined} />
          <TextInput label={t`Anmeldename`} description={t`Leer lassen, wenn die Person ihn selbst wählen soll.`} value={login} onChange={event => setLogin(event.currentTarget.value.toLowerCase())} autoComplete="off" autoCapitalize="none" spellCheck={false} error={tried ? wrong.login : undefined} />
          <RoleAndSiteChoice roles={roles.data} sites={sites} chosen={chosen} at={at} onRoles={setChosen} onSites={setAt} wrongRoles={tried ? wrong.roles : undefined} wrongSites={tried ? wrong.sites : undefined} />
          {invite.trouble !== null && <Notice tone="bad" live>{fault(invite.trouble)}</Notice>}
          <div className={classes['actions']}>
            <Button type="submit" loading={invite.isPending}><Trans>Hinzufügen und Code zeigen</Trans></Button>
            <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
          </div>
        </form>
      )}
    </Detail>
  )
}
