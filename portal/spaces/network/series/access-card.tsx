import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type SubmitEvent } from 'react'
import { proofIn } from '../../../client/groups.ts'
import { confirmRegistration, leaveTalk, registerForTalk, type Talk } from '../../../client/series.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useSeriesFault, useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'

/** The way into the video room: registering, confirming by mail, and from its time on the room itself. */
export function AccessCard({ whole: { access } }: { whole: Talk }) {
  const { dateTime } = useFormats()
  const { series, date, service, again } = useSeriesPath()
  const link = proofIn(useLocation().hash)
  useOpening(access)
  const leave = useMutation({ mutationFn: () => leaveTalk(service, series, date), onSuccess: again })
  if (link !== undefined && access.state !== 'confirmed') return <OpenLink owner={link.id} proof={link.proof} />
  if (!access.offered) return null
  if (access.state === 'none') return <Register opens={access.opens} />
  return (
    <Card title={access.state === 'confirmed' ? <Trans>Sie sind angemeldet</Trans> : <Trans>Fast angemeldet</Trans>} icon={access.state === 'confirmed' ? 'check' : 'clock'} tone="brand">
      {access.state === 'unconfirmed'
        ? <p><Trans>Bitte öffnen Sie den Link in der E-Mail, die wir Ihnen geschickt haben. Danach sind Sie angemeldet.</Trans></p>
        : access.room === undefined
          ? <p><Trans>Der Videoraum öffnet am {dateTime(access.opens)}. Sie bekommen den Link dann per E-Mail, und er steht hier.</Trans></p>
          : <p><a className={calm['button']} href={access.room} rel="noreferrer"><Trans>Zum Videoraum</Trans></a></p>}
      <ConfirmInPlace label={<Trans>Abmelden</Trans>} title={<Trans>Ihr Name und Ihre Adresse werden gelöscht.</Trans>} confirm={<Trans>Ja, abmelden</Trans>} run={() => leave.mutate()} pending={leave.isPending} error={leave.error} />
    </Card>
  )
}

/** Reads the page anew when the room opens. */
function useOpening({ state, opens, room }: Talk['access']): void {
  const { again } = useSeriesPath()
  useEffect(() => {
    const wait = Date.parse(opens) - Date.now()
    // Longer than this a browser cannot wait, and nobody leaves a page open so long.
    if (state !== 'confirmed' || room !== undefined || wait < 0 || wait > 86_400_000) return
    const timer = setTimeout(() => void again(), wait + 1000)
    return () => clearTimeout(timer)
  })
}

function OpenLink({ owner, proof }: { owner: string; proof: string }) {
  const fault = useSeriesFault()
  const navigate = useNavigate()
  const { network, series, date, service, again } = useSeriesPath()
  const open = useMutation({
    mutationFn: () => confirmRegistration(service, series, date, owner, proof),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/reihen/$series/$date', params: { network, series, date }, replace: true })
      await again()
    },
  })
  return (
    <Card title={<Trans>Sind Sie es?</Trans>} icon="key" tone="brand">
      <p><Trans>Sie kommen aus einer E-Mail. Bestätigen Sie Ihre Anmeldung in diesem Browser.</Trans></p>
      {open.isError && <Notice tone="bad" live>{fault(open.error)}</Notice>}
      <div className={calm['actions']}><Button size="md" onClick={() => open.mutate()} loading={open.isPending}><Trans>Ja, bestätigen</Trans></Button></div>
    </Card>
  )
}

function Register({ opens }: { opens: string }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fault = useSeriesFault()
  const { series, date, service, again } = useSeriesPath()
  const [guest, setGuest] = useState({ name: '', mail: '' })
  const [tried, setTried] = useState(false)
  const register = useMutation({ mutationFn: () => registerForTalk(service, series, date, { name: guest.name.trim(), mail: guest.mail.trim() }), onSuccess: again })
  const mailWrong = !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(guest.mail.trim())
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (guest.name.trim() !== '' && !mailWrong) register.mutate()
  }
  return (
    <Card title={<Trans>Anmelden</Trans>} icon="people">
      <p><Trans>Wer angemeldet ist, bekommt den Link zum Videoraum ab {dateTime(opens)}.</Trans></p>
      <form onSubmit={submit} className={calm['form']} noValidate>
        <TextInput size="md" label={t`Name`} autoComplete="name" maxLength={80} value={guest.name} onChange={typed => setGuest({ ...guest, name: typed.currentTarget.value })} error={tried && guest.name.trim() === '' ? t`Bitte geben Sie einen Namen an.` : undefined} />
        <TextInput size="md" type="email" label={t`E-Mail`} description={t`Nur für diesen Termin; danach wird sie gelöscht.`} autoComplete="email" maxLength={200} value={guest.mail} onChange={typed => setGuest({ ...guest, mail: typed.currentTarget.value })} error={tried && mailWrong ? t`Die E-Mail-Adresse sieht nicht richtig aus.` : undefined} />
        {register.isError && <Notice tone="bad" live>{fault(register.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={register.isPending}><Trans>Anmelden</Trans></Button></div>
      </form>
    </Card>
  )
}
