import { Button, Checkbox, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import { useId, useState, type SubmitEvent } from 'react'
import { fetchActors } from '../../../client/directory.ts'
import { leaveMeeting, takePart, type MeetingView, type Participation } from '../../../client/meetings.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'

/** Taking part for an office: at once with an account, otherwise once the link of a mail was opened. */
export function ParticipationCard({ view: { you } }: { view: MeetingView }) {
  const [changing, setChanging] = useState(false)
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const leave = useMutation({ mutationFn: () => leaveMeeting(network, id), onSuccess: again })
  if (you === null) {
    return (
      <Card title={<Trans>Amt anmelden</Trans>} icon="people" tone="brand">
        <Form onDone={() => undefined} />
      </Card>
    )
  }
  const { office, mail } = you
  return (
    <Card title={you.confirmed ? <Trans>Sie nehmen teil</Trans> : <Trans>Bitte bestätigen Sie Ihre Anmeldung</Trans>} icon={you.confirmed ? 'check' : 'clock'} tone="brand">
      {you.confirmed ? <p><Trans>Für „{office}“.</Trans></p> : <Notice tone="warn"><Trans>Wir haben eine E-Mail an {mail} geschickt. Öffnen Sie den Link darin, am besten in diesem Browser.</Trans></Notice>}
      {you.confirmed && mail !== '' && !you.mailProven && <p className={calm['small']}><Trans>Zugang, Änderungen und Protokolle gehen an {mail}, sobald Sie den Link in der E-Mail geöffnet haben.</Trans></p>}
      {changing ? <Form start={you} onDone={() => setChanging(false)} /> : (
        <div className={calm['actions']}>
          <Button variant="default" onClick={() => setChanging(true)}><Trans>Angaben ändern</Trans></Button>
          <ConfirmInPlace label={<Trans>Abmelden</Trans>} title={<Trans>Abmelden? Ihre Karte und Ihre Angaben in der Matrix gehen mit.</Trans>} confirm={<Trans>Ja, abmelden</Trans>} run={() => leave.mutate()} pending={leave.isPending} error={leave.error} />
        </div>
      )}
    </Card>
  )
}

function Form({ start, onDone }: { start?: Participation; onDone: () => void }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const { visitor } = useRouteContext({ from: '/netz/$network' })
  const list = useId()
  const offices = useQuery({ queryKey: ['directory', network.slug, 'health-office'], queryFn: ({ signal }) => fetchActors(network, { q: '', topic: '', kind: 'health-office' }, signal), staleTime: 60_000 })
  const [given, setGiven] = useState<Participation>({ office: start?.office ?? '', actor: start?.actor ?? '', name: start?.name ?? visitor?.name ?? '', mail: start?.mail ?? '', named: start?.named ?? false })
  const [tried, setTried] = useState(false)
  const needsMail = visitor === null
  const complete = given.office.trim().length >= 2 && given.name.trim().length >= 2 && (!needsMail || given.mail.trim() !== '')
  const save = useMutation({
    mutationFn: () => takePart(network, id, { ...given, actor: offices.data?.actors.find(({ name }) => name === given.office.trim())?.id ?? '' }),
    onSuccess: async () => {
      await again()
      onDone()
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (complete) save.mutate()
  }
  const text = (field: 'office' | 'name' | 'mail') => ({ size: 'md' as const, value: given[field], onChange: (event: { currentTarget: { value: string } }) => setGiven({ ...given, [field]: event.currentTarget.value }) })
  return (
    <form className={calm['form']} onSubmit={submit} noValidate>
      {tried && !complete && <Notice tone="bad" live>{needsMail ? <Trans>Bitte nennen Sie Amt, Name und E-Mail-Adresse.</Trans> : <Trans>Bitte nennen Sie Amt und Name.</Trans>}</Notice>}
      <TextInput {...text('office')} label={t`Gesundheitsamt`} description={t`Aus dem Verzeichnis oder frei eingetragen.`} maxLength={160} list={list} autoComplete="organization" required />
      <datalist id={list}>{offices.data?.actors.map(({ id: actor, name }) => <option key={actor} value={name} />)}</datalist>
      <TextInput {...text('name')} label={t`Ihr Name`} maxLength={80} autoComplete="name" required />
      <TextInput {...text('mail')} type="email" label={needsMail ? t`E-Mail` : t`E-Mail (freiwillig)`} description={needsMail ? t`Sie bekommen einen Link zum Bestätigen, vor dem Treffen den Zugang und später das Protokoll.` : t`Für den Zugang, Änderungen des Termins und das Protokoll.`} maxLength={254} autoComplete="email" required={needsMail} />
      <Checkbox checked={given.named} onChange={event => setGiven({ ...given, named: event.currentTarget.checked })} label={t`Mein Name darf im Protokoll stehen`} description={t`Sonst steht dort nur das Amt. Das Protokoll ist öffentlich.`} />
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      <div className={calm['actions']}>
        <Button type="submit" size="md" loading={save.isPending}>{start === undefined ? <Trans>Anmelden</Trans> : <Trans>Speichern</Trans>}</Button>
        {start !== undefined && <Button variant="default" size="md" onClick={onDone}><Trans>Abbrechen</Trans></Button>}
      </div>
    </form>
  )
}
