import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useLocation, useNavigate, useRouteContext } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { askToJoin, confirmMember, proofIn, type Group } from '../../../client/groups.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useGroupFault, useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'

/** For who is not in the group: the link of a mail, an answer that is waited for, or asking to join. */
export function JoinCard({ group }: { group: Group }) {
  const { hash } = useLocation()
  const link = proofIn(hash)
  if (link !== undefined) return <OpenLink {...link} />
  if (group.own !== undefined) {
    return (
      <Card title={<Trans>Ihre Anfrage</Trans>} icon="clock">
        <p>{group.own.state === 'asked' ? <Trans>Ihre Anfrage ist da. Die Leitung der Gruppe sieht sie durch; danach öffnet sich hier der interne Teil.</Trans> : <Trans>Bitte öffnen Sie den Link in der E-Mail, die wir Ihnen geschickt haben.</Trans>}</p>
      </Card>
    )
  }
  return group.group.stage === 'open' ? <Ask /> : null
}

function OpenLink({ id, proof }: { id: string; proof: string }) {
  const fault = useGroupFault()
  const navigate = useNavigate()
  const { service, group, network, again } = useGroupPath()
  const open = useMutation({
    mutationFn: () => confirmMember(service, group, id, proof),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/gruppen/$group', params: { network, group }, replace: true })
      await again()
    },
  })
  return (
    <Card title={<Trans>Sind Sie es?</Trans>} icon="key" tone="brand">
      <p><Trans>Sie kommen aus einer E-Mail. Bestätigen Sie, dass dieser Browser Ihrer ist: Dann kennt die Gruppe Sie hier.</Trans></p>
      {open.isError && <Notice tone="bad" live>{fault(open.error)}</Notice>}
      <div className={calm['actions']}><Button size="md" onClick={() => open.mutate()} loading={open.isPending}><Trans>Ja, bestätigen</Trans></Button></div>
    </Card>
  )
}

function Ask() {
  const { t } = useLingui()
  const fault = useGroupFault()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const { service, group, again } = useGroupPath()
  const [asked, setAsked] = useState({ name: visitor?.name ?? '', mail: '', about: '', named: false })
  const [tried, setTried] = useState(false)
  const ask = useMutation({
    mutationFn: () => askToJoin(service, group, { ...asked, name: asked.name.trim(), mail: asked.mail.trim(), about: asked.about.trim() }),
    onSuccess: ({ state }) => (state === 'asked' ? again() : undefined),
  })
  const mailWrong = (visitor === null || asked.mail.trim() !== '') && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(asked.mail.trim())
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (asked.name.trim() !== '' && !mailWrong) ask.mutate()
  }
  if (ask.isSuccess) return <Notice tone="ok" live><Trans>Danke. Bitte öffnen Sie jetzt den Link in der E-Mail, die wir Ihnen geschickt haben: Erst dann geht Ihre Anfrage an die Gruppe.</Trans></Notice>
  return (
    <Card title={<Trans>Mitmachen</Trans>} icon="person">
      <form onSubmit={submit} className={calm['form']} noValidate>
        <TextInput label={t`Name`} size="md" autoComplete="name" maxLength={80} value={asked.name} onChange={change => setAsked({ ...asked, name: change.currentTarget.value })} error={tried && asked.name.trim() === '' ? t`Bitte geben Sie einen Namen an.` : undefined} />
        <TextInput label={visitor === null ? t`E-Mail` : t`E-Mail (freiwillig, für Mails zu Terminen)`} description={t`Sieht nur die Leitung der Gruppe.`} type="email" size="md" autoComplete="email" maxLength={200} value={asked.mail} onChange={change => setAsked({ ...asked, mail: change.currentTarget.value })} error={tried && mailWrong ? t`Die E-Mail-Adresse sieht nicht richtig aus.` : undefined} />
        <Textarea label={t`Was bringen Sie mit? (freiwillig)`} size="md" autosize minRows={2} maxLength={600} value={asked.about} onChange={change => setAsked({ ...asked, about: change.currentTarget.value })} />
        <label className={calm['choice']}><input type="checkbox" checked={asked.named} onChange={change => setAsked({ ...asked, named: change.currentTarget.checked })} /><span><Trans>Mein Name darf öffentlich auf dieser Seite stehen</Trans></span></label>
        {ask.isError && <Notice tone="bad" live>{fault(ask.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={ask.isPending}><Trans>Anfragen</Trans></Button></div>
      </form>
    </Card>
  )
}
