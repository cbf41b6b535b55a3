import { Button, NumberInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { blankMeeting, inRhythm } from '../../../client/meeting-rhythm.ts'
import { changeMeeting, createMeetings, removeMeeting, type MeetingDraft, type MeetingView } from '../../../client/meetings.ts'
import { Card, Choices, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { MeetingFields } from './meeting-fields.tsx'
import { MeetingFrame } from './meeting-frame.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'

/** One meeting, or a row of them in a rhythm: the days are seen before they are made. */
export function NewMeetingPage() {
  const { t } = useLingui()
  const words = useMeetingWords()
  const network = useNetwork()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [meeting, setMeeting] = useState(() => blankMeeting(new Date()))
  const [weeks, setWeeks] = useState('0')
  const [times, setTimes] = useState(6)
  const all = weeks === '0' ? [meeting] : inRhythm(meeting, Number(weeks), times)
  const create = useMutation({
    mutationFn: () => createMeetings(network, all.map(one => ({ ...one, title: one.title.trim() }))),
    onSuccess: async ({ ids }) => {
      await queries.invalidateQueries({ queryKey: ['meeting', network.slug] })
      await navigate(ids.length === 1 ? { to: '/netz/$network/treffen/$meeting', params: { network: network.slug, meeting: ids[0]! } } : { to: '/netz/$network/treffen', params: { network: network.slug } })
    },
  })
  const complete = meeting.title.trim() !== '' && meeting.start < meeting.end
  return (
    <Column>
      <PageHead title={t`Treffen anlegen`} above={<BackLink to="/netz/$network/treffen" params={{ network: network.slug }}><Trans>Alle Treffen</Trans></BackLink>} />
      <form className={calm['form']} onSubmit={event => { event.preventDefault(); if (complete) create.mutate() }}>
        <MeetingFields meeting={meeting} onChange={setMeeting} />
        <Card title={<Trans>Rhythmus</Trans>} icon="replay">
          <Choices legend={<Trans>Wie oft?</Trans>} chosen={[weeks]} onChange={([next]) => setWeeks(next ?? '0')} options={[{ value: '0', label: t`Einmal` }, { value: '1', label: t`Jede Woche` }, { value: '2', label: t`Alle zwei Wochen` }, { value: '4', label: t`Alle vier Wochen` }]} />
          {weeks !== '0' && <NumberInput label={t`So oft`} value={times} onChange={next => { if (typeof next === 'number') setTimes(Math.min(52, Math.max(2, Math.trunc(next)))) }} min={2} max={52} allowDecimal={false} maw="10rem" />}
          {weeks !== '0' && <ul className={calm['small']}>{all.map(one => <li key={one.start}>{words.when(one)}</li>)}</ul>}
        </Card>
        {create.isError && <Notice tone="bad" live>{words.fault(create.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" disabled={!complete} loading={create.isPending}><Trans>Anlegen</Trans></Button></div>
      </form>
    </Column>
  )
}

/** Everything an editor decides about a meeting. */
export function MeetingSettingsPage() {
  const { t } = useLingui()
  return <MeetingFrame title={t`Einstellungen`}>{view => view.editor ? <Settings key={view.version} view={view} /> : <Notice tone="warn"><Trans>Das ändert nur die Redaktion.</Trans></Notice>}</MeetingFrame>
}

function Settings({ view }: { view: MeetingView }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { network, id, params } = useMeetingPath()
  const [meeting, setMeeting] = useState<MeetingDraft>({ ...view.meeting, access: view.access ?? '' })
  const [moved, setMoved] = useState('')
  const save = useMutation({ mutationFn: () => changeMeeting(network, id, view.version, { ...meeting, title: meeting.title.trim(), cancelled: meeting.cancelled.trim() }, moved.trim()), onSettled: again })
  const remove = useMutation({
    mutationFn: () => removeMeeting(network, id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/treffen', params: { network: params.network } })
      await queries.invalidateQueries({ queryKey: ['meeting', network.slug, 'all'] })
    },
  })
  return (
    <form className={calm['form']} onSubmit={event => { event.preventDefault(); save.mutate() }}>
      <MeetingFields meeting={meeting} onChange={setMeeting} />
      <Card title={<Trans>Verlegen oder absagen</Trans>} icon="clock">
        {meeting.start !== view.meeting.start && <TextInput size="md" label={t`Verlegt, weil …`} maxLength={200} value={moved} onChange={typed => setMoved(typed.currentTarget.value)} />}
        <TextInput size="md" label={t`Abgesagt, weil … (leer = findet statt)`} maxLength={200} value={meeting.cancelled} onChange={typed => setMeeting({ ...meeting, cancelled: typed.currentTarget.value })} />
        <p className={calm['small']}><Trans>Wer mit einer bestätigten Adresse angemeldet ist, erfährt es nach zwei Minuten per E-Mail, mit alter und neuer Zeit.</Trans></p>
      </Card>
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      <div className={calm['actions']}>
        <Button type="submit" size="md" disabled={meeting.title.trim() === '' || meeting.start >= meeting.end} loading={save.isPending}><Trans>Speichern</Trans></Button>
        <ConfirmInPlace label={<Trans>Treffen löschen</Trans>} title={<Trans>Das Treffen mit Karten, Ablauf, Matrix und Protokollen endgültig löschen?</Trans>} confirm={<Trans>Endgültig löschen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} />
      </div>
    </form>
  )
}
