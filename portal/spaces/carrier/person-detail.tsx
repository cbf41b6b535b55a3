import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Person, PersonChange, SiteChoice } from '@steckwerk/api/contract/people'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { platform } from '../../client/carrier-path.ts'
import { changePerson, closePerson, fetchRoles, inviteAgain, lockPerson, recoverStaff } from '../../client/people.ts'
import { ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useRoleWords } from '../../shell/role-words.ts'
import { Detail } from './detail.tsx'
import { PersonState } from './person-state.tsx'
import { RoleAndSiteChoice } from './role-choice.tsx'
import type { ShownCode } from './shown-code.ts'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** One person: roles, lock, a new code, and the end of it. */
export function PersonDetail({ carrier, person, sites, onCode, onClose }: { carrier: string; person: Person; sites: readonly SiteChoice[]; onCode: (code: ShownCode) => void; onClose: () => void }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const role = useRoleWords()
  const fault = useCarrierFault()
  const touches = ['people', carrier]
  const { account, name, mine, managed } = person
  const since = dateTime(person.since)
  const asked = person.state === 'invited'
  const lock = useAct((locked: boolean) => lockPerson(carrier, account, locked), touches, person.state === 'locked' ? t`Die Sperre ist aufgehoben.` : t`Gesperrt und überall abgemeldet.`)
  const again = useAct(() => inviteAgain(carrier, account), touches, undefined, ({ code, expiresAt }) => onCode({ kind: 'invitation', name, code, expiresAt }))
  const recover = useAct(() => recoverStaff(carrier, account), touches, undefined, ({ code, expiresAt }) => onCode({ kind: 'recovery', name, code, expiresAt }))
  const close = useAct(() => closePerson(carrier, account), touches, t`Alle Rollen hier sind beendet.`, onClose)
  const [before, setBefore] = useState<PersonChange | null>(null)
  const undo = useAct((to: PersonChange) => changePerson(carrier, account, to), touches, t`Die früheren Rollen gelten wieder.`, () => setBefore(null))
  const trouble = [undo, lock, again, recover].find(act => act.trouble !== null)?.trouble
  return (
    <Detail title={name} onClose={onClose}>
      <dl className={classes['facts']}>
        <div><dt><Trans>Zustand</Trans></dt><dd><PersonState person={person} /></dd></div>
        <div><dt><Trans>Anmeldename</Trans></dt><dd>{person.login ?? <Trans>noch keiner</Trans>}</dd></div>
        <div><dt><Trans>Seit</Trans></dt><dd>{since}</dd></div>
        {!mine && <div><dt><Trans>Rollen</Trans></dt><dd>{person.roles.map(role).join(', ')}</dd></div>}
      </dl>
      {managed === 'provider' && <Notice tone="quiet"><Trans>Diese Person meldet sich über die Klinik an. Ihre Rollen folgen den Gruppen dort und werden hier nicht geändert.</Trans></Notice>}
      {!mine && managed !== 'provider' && <Notice tone="quiet"><Trans>Diese Person ändert jemand anders: Es sind Sie selbst, oder sie hat Rollen, die Sie nicht vergeben.</Trans></Notice>}
      {mine && (
        <>
          {before !== null && (
            <Notice tone="ok" live action={<Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(before)}><Trans>Rückgängig machen</Trans></Button>}><Trans>Die Rollen gelten ab jetzt.</Trans></Notice>
          )}
          <Roles key={`${person.roles.join(' ')} ${String(person.sites)}`} carrier={carrier} person={person} sites={sites} onChanged={setBefore} />
          {trouble !== undefined && trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
          <div className={classes['actions']}>
            {asked && <Button variant="default" onClick={() => again.mutate(undefined)} loading={again.isPending}><Trans>Neuen Code zeigen</Trans></Button>}
            {!asked && carrier !== platform && <Button variant="default" onClick={() => recover.mutate(undefined)} loading={recover.isPending}><Trans>Code zur Wiederherstellung</Trans></Button>}
            {!asked && <Button variant="default" onClick={() => lock.mutate(person.state !== 'locked')} loading={lock.isPending}>{person.state === 'locked' ? <Trans>Sperre aufheben</Trans> : <Trans>Sperren</Trans>}</Button>}
            <ConfirmInPlace label={<Trans>Rollen beenden</Trans>} title={<Trans>Alle Rollen von {name} hier beenden?</Trans>} confirm={<Trans>Jetzt beenden</Trans>} run={() => close.mutate(undefined)} pending={close.isPending} error={close.trouble}>
              <p><Trans>Die Person verschwindet aus dieser Liste. Was sie getan hat, bleibt im Protokoll. Für eine Pause genügt die Sperre; sie lässt sich aufheben.</Trans></p>
            </ConfirmInPlace>
          </div>
        </>
      )}
    </Detail>
  )
}

function Roles({ carrier, person, sites, onChanged }: { carrier: string; person: Person; sites: readonly SiteChoice[]; onChanged: (before: PersonChange) => void }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const roles = useQuery({ queryKey: ['people', carrier, 'roles'], queryFn: ({ signal }) => fetchRoles(carrier, signal) })
  const [chosen, setChosen] = useState<readonly string[]>(person.roles)
  const [at, setAt] = useState(person.sites)
  const change = useAct((to: PersonChange) => changePerson(carrier, person.account, to), ['people', carrier], t`Die Rollen gelten ab jetzt.`, () => onChanged({ roles: person.roles, sites: person.sites }))
  if (roles.isPending) return <Loading />
  if (roles.isError) return <Notice tone="bad" live>{fault(roles.error)}</Notice>
  const same = [...chosen].sort().join(' ') === [...person.roles].sort().join(' ') && String(at) === String(person.sites)
  const usable = chosen.length > 0 && (at === 'all' || at.length > 0)
  return (
    <form className={classes['form']} onSubmit={event => { event.preventDefault(); change.mutate({ roles: chosen, sites: at }) }}>
      <RoleAndSiteChoice roles={roles.data} sites={sites} chosen={chosen} at={at} onRoles={setChosen} onSites={setAt} wrongRoles={chosen.length === 0 ? t`Wählen Sie mindestens eine Rolle.` : undefined} wrongSites={at !== 'all' && at.length === 0 ? t`Wählen Sie mindestens ein Haus.` : undefined} />
      {change.trouble !== null && <Notice tone="bad" live>{fault(change.trouble)}</Notice>}
      <div className={classes['actions']}>
        <Button type="submit" disabled={same || !usable} loading={change.isPending}><Trans>Rollen speichern</Trans></Button>
        {!same && <Button variant="default" onClick={() => { setChosen(person.roles); setAt(person.sites) }}><Trans>Zurücksetzen</Trans></Button>}
      </div>
    </form>
  )
}
