import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { changePitch, fetchNotes, withdrawPitch, writeOutcome, type Barcamp, type Pitch } from '../../../client/barcamp.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { useBarcampQueues } from './barcamp-queues.tsx'
import { FeedbackCard } from './feedback-card.tsx'
import { PitchForm } from './pitch-form.tsx'
import { Unsent } from './unsent.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** One session: where and when, notes that everybody adds to, what came of it, feedback. */
export function SessionPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event } = useBarcampPath()
  const { pitch: id = '' } = useParams({ strict: false })
  useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  const pitch = barcamp.data.pitches.find(one => one.id === id)
  const back = <BackLink to="/netz/$network/barcamp/$event" params={{ network, event }}>{barcamp.data.event.title}</BackLink>
  return (
    <Column>
      {pitch === undefined
        ? <><PageHead title={t`Diese Sitzung gibt es nicht mehr`} above={back} /><p><Trans>Sie wurde zurückgezogen, oder die Adresse ist nicht vollständig.</Trans></p></>
        : <Session barcamp={barcamp.data} pitch={pitch} back={back} />}
    </Column>
  )
}

function Session({ barcamp, pitch, back }: { barcamp: Barcamp; pitch: Pitch; back: ReactNode }) {
  const words = useBarcampWords()
  const mayChange = pitch.own || barcamp.editor
  return (
    <>
      <PageHead title={pitch.title} above={back} lead={`${words.format(pitch.format)} · ${pitch.hosts.join(', ')}`} />
      {pitch.cell !== undefined && <p><strong>{words.cell(barcamp.event, pitch.cell)}</strong></p>}
      {pitch.about !== '' && <p className={classes['about']}>{pitch.about}</p>}
      {pitch.state !== 'draft' && <Notes pitch={pitch} />}
      {(mayChange || pitch.outcome !== '') && pitch.state !== 'draft' && <Outcome pitch={pitch} mayChange={mayChange} />}
      {pitch.state !== 'draft' && <UndertakingsOf of={{ kind: 'session', id: pitch.id, title: pitch.title }} />}
      {pitch.cell !== undefined && !pitch.own && <FeedbackCard place={pitch.id} legend={<Trans>Was hat Ihnen die Sitzung gebracht?</Trans>} />}
      {mayChange && <Change barcamp={barcamp} pitch={pitch} />}
    </>
  )
}

function Notes({ pitch }: { pitch: Pitch }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { shortMoment } = useFormats()
  const now = useNow(60_000)
  const { network, event, service } = useBarcampPath()
  const queryKey = ['barcamp', network, event, 'notes', pitch.id]
  const notes = useQuery({ queryKey, queryFn: ({ signal }) => fetchNotes(service, event, pitch.id, signal) })
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const written = useBarcampQueues().notes
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    if (text.trim() === '') return
    written.put({ pitch: pitch.id, text: text.trim(), by: by.trim() })
    setText('')
  }
  return (
    <Card title={<Trans>Gemeinsame Notizen</Trans>} icon="table">
      {notes.isError && <Notice tone="bad" live>{words.fault(notes.error)}</Notice>}
      {notes.data?.notes.length === 0 && <p className={calm['dim']}><Trans>Noch keine Notiz. Alle, die dabei sind, können mitschreiben; jede Zeile erscheint sofort bei allen.</Trans></p>}
      {notes.data !== undefined && notes.data.notes.length > 0 && (
        <ol className={calm['list']} aria-label={t`Notizen`}>
          {notes.data.notes.map(note => <li key={note.id}><span className={classes['about']}>{note.text}</span><br /><span className={calm['small']}>{[shortMoment(note.at, now), note.by].filter(part => part !== '').join(' · ')}</span></li>)}
        </ol>
      )}
      <Unsent queue={written} what={note => note.text} label={t`Ihre Zeilen, die noch nicht angekommen sind`} only={note => note.pitch === pitch.id} />
      <form onSubmit={submit} className={`${calm['form']} screen-only`}>
        <Textarea label={t`Neue Zeile`} size="md" autosize minRows={2} maxLength={1000} value={text} onChange={change => setText(change.currentTarget.value)} />
        <TextInput label={t`Ihr Name (freiwillig)`} size="md" maxLength={80} autoComplete="name" value={by} onChange={change => setBy(change.currentTarget.value)} />
        <div className={calm['actions']}><Button type="submit"><Trans>Hinzufügen</Trans></Button></div>
      </form>
    </Card>
  )
}

function Outcome({ pitch, mayChange }: { pitch: Pitch; mayChange: boolean }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const [text, setText] = useState(pitch.outcome)
  const save = useMutation({ mutationFn: () => writeOutcome(service, event, pitch.id, text.trim()), onSuccess: () => queries.invalidateQueries({ queryKey: ['barcamp', network, event] }) })
  return (
    <Card title={<Trans>Was daraus wird</Trans>} icon="forward">
      {mayChange
        ? (
            <form className={calm['form']} onSubmit={sent => { sent.preventDefault(); save.mutate() }}>
              <Textarea label={t`Ergebnis`} description={t`Ein Satz genügt: Was ist vereinbart, wer macht weiter?`} size="md" autosize minRows={2} maxLength={1000} value={text} onChange={change => setText(change.currentTarget.value)} />
              {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
              {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
              <div className={calm['actions']}><Button type="submit" loading={save.isPending}><Trans>Ergebnis speichern</Trans></Button></div>
            </form>
          )
        : <p className={classes['about']}>{pitch.outcome}</p>}
    </Card>
  )
}

function Change({ barcamp, pitch }: { barcamp: Barcamp; pitch: Pitch }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { network, event, service } = useBarcampPath()
  const again = () => queries.invalidateQueries({ queryKey: ['barcamp', network, event] })
  const save = useMutation({ mutationFn: (changed: Parameters<typeof changePitch>[4]) => changePitch(service, event, pitch.id, pitch.version, changed), onSettled: again })
  const withdraw = useMutation({ mutationFn: () => withdrawPitch(service, event, pitch.id), onSuccess: async () => { await again(); await navigate({ to: '/netz/$network/barcamp/$event', params: { network, event } }) } })
  return (
    <Card title={<Trans>Sitzung ändern</Trans>} icon="person">
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      <PitchForm key={pitch.version} event={barcamp.event} start={pitch} label={<Trans>Änderung speichern</Trans>} save={changed => save.mutate(changed)} pending={save.isPending} error={save.error} />
      <ConfirmInPlace label={<Trans>Sitzung zurückziehen</Trans>} title={<Trans>Die Sitzung verschwindet aus der Liste und aus dem Programm.</Trans>} confirm={<Trans>Ja, zurückziehen</Trans>} run={() => withdraw.mutate()} pending={withdraw.isPending} error={withdraw.error} />
    </Card>
  )
}
