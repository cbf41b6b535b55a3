import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { instantOf, localMoment } from '../../../client/local-moment.ts'
import { changeTalk, type Talk, type TalkFacts } from '../../../client/series.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useSeriesFault, useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

type Text = { readonly currentTarget: { readonly value: string } }

/** For editors: topic and guests, moving and cancelling, what can be heard again. */
export function TalkForm({ whole }: { whole: Talk }) {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { series, date, service, again } = useSeriesPath()
  const [talk, setTalk] = useState(whole.talk)
  const save = useMutation({ mutationFn: () => changeTalk(service, series, date, whole.version, { ...talk, topic: talk.topic.trim(), about: talk.about.trim(), guests: talk.guests.filter(({ name }) => name.trim() !== ''), material: talk.material.filter(({ title }) => title.trim() !== '') }), onSuccess: again })
  const change = (to: Partial<TalkFacts>) => setTalk({ ...talk, ...to })
  const field = (name: 'topic' | 'about' | 'moved' | 'cancelled' | 'recording') => ({ size: 'md' as const, value: talk[name], onChange: (typed: Text) => change({ [name]: typed.currentTarget.value }) })
  const timed = talk.start !== '' && talk.end > talk.start
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    if (timed) save.mutate()
  }
  return (
    <Card title={<Trans>Termin ändern</Trans>} icon="key">
      <details>
        <summary><Trans>Thema, Gäste, Zeit und Aufzeichnung</Trans></summary>
        <form onSubmit={submit} className={calm['form']} noValidate>
          <TextInput {...field('topic')} label={t`Thema`} maxLength={160} />
          <Textarea {...field('about')} label={t`Beschreibung`} autosize minRows={2} maxLength={4000} />
          {talk.guests.map((guest, at) => {
            const put = (to: Partial<TalkFacts['guests'][number]>) => change({ guests: talk.guests.map((one, n) => (n === at ? { ...one, ...to } : one)) })
            return (
              <fieldset key={at} className={calm['choices']}>
                <legend><Trans>Gast {at + 1}</Trans></legend>
                <TextInput size="md" label={t`Name`} maxLength={80} value={guest.name} onChange={typed => put({ name: typed.currentTarget.value })} />
                <Textarea size="md" label={t`In eigenen Worten`} autosize minRows={2} maxLength={600} value={guest.about} onChange={typed => put({ about: typed.currentTarget.value })} />
                <label className={calm['choice']}><input type="checkbox" checked={guest.consent} onChange={typed => put({ consent: typed.currentTarget.checked })} /><span><Trans>Ist einverstanden, hier genannt zu werden</Trans></span></label>
              </fieldset>
            )
          })}
          {talk.guests.length < 8 && <div className={calm['actions']}><Button variant="default" onClick={() => change({ guests: [...talk.guests, { name: '', about: '', consent: false }] })}><Trans>Gast hinzufügen</Trans></Button></div>}
          <div className={classes['row']}>
            <TextInput size="md" type="datetime-local" label={t`Beginn`} defaultValue={localMoment(talk.start)} onChange={typed => change({ start: instantOf(typed.currentTarget.value) })} />
            <TextInput size="md" type="datetime-local" label={t`Ende`} defaultValue={localMoment(talk.end)} onChange={typed => change({ end: instantOf(typed.currentTarget.value) })} error={timed ? undefined : t`Das Ende liegt nach dem Beginn.`} />
          </div>
          <TextInput {...field('moved')} label={t`Verlegt, weil … (leer = wie geplant)`} maxLength={200} />
          <TextInput {...field('cancelled')} label={t`Abgesagt, weil … (leer = findet statt)`} maxLength={200} />
          <TextInput {...field('recording')} type="url" label={t`Link zur Aufzeichnung`} placeholder="https://" maxLength={500} />
          {talk.material.map((one, at) => {
            const put = (to: Partial<TalkFacts['material'][number]>) => change({ material: talk.material.map((other, n) => (n === at ? { ...other, ...to } : other)) })
            return (
              <div key={at} className={classes['row']}>
                <TextInput size="md" label={t`Material`} maxLength={120} value={one.title} onChange={typed => put({ title: typed.currentTarget.value })} />
                <TextInput size="md" type="url" label={t`Link`} placeholder="https://" maxLength={500} value={one.url} onChange={typed => put({ url: typed.currentTarget.value })} />
              </div>
            )
          })}
          {talk.material.length < 20 && <div className={calm['actions']}><Button variant="default" onClick={() => change({ material: [...talk.material, { title: '', url: '' }] })}><Trans>Material hinzufügen</Trans></Button></div>}
          <EpisodeFields episode={talk.episode} change={episode => change({ episode })} />
          {save.isError && <Notice tone="bad" live>{fault(save.error)}</Notice>}
          {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
          <div className={calm['actions']}><Button type="submit" size="md" loading={save.isPending}><Trans>Speichern</Trans></Button></div>
        </form>
      </details>
    </Card>
  )
}

function EpisodeFields({ episode, change }: { episode: TalkFacts['episode']; change: (episode: TalkFacts['episode']) => void }) {
  const { t } = useLingui()
  const [now] = useState(() => new Date().toISOString())
  const whole = (typed: Text): number => Math.max(1, Math.trunc(Number(typed.currentTarget.value) || 1))
  return (
    <>
      <label className={calm['choice']}><input type="checkbox" checked={episode !== null} onChange={typed => change(typed.currentTarget.checked ? { audio: '', bytes: 1, type: 'audio/mpeg', seconds: 3600, published: now } : null)} /><span><Trans>Als Podcast-Folge</Trans></span></label>
      {episode !== null && (
        <>
          <TextInput size="md" type="url" label={t`Adresse der Tondatei`} placeholder="https://" maxLength={500} value={episode.audio} onChange={typed => change({ ...episode, audio: typed.currentTarget.value.trim() })} />
          <div className={classes['row']}>
            <TextInput size="md" type="number" min={1} label={t`Größe in Byte`} value={String(episode.bytes)} onChange={typed => change({ ...episode, bytes: whole(typed) })} />
            <TextInput size="md" type="number" min={1} label={t`Dauer in Sekunden`} value={String(episode.seconds)} onChange={typed => change({ ...episode, seconds: whole(typed) })} />
            <NativeSelect size="md" label={t`Format`} value={episode.type} onChange={typed => change({ ...episode, type: typed.currentTarget.value as NonNullable<TalkFacts['episode']>['type'] })} data={[{ value: 'audio/mpeg', label: 'MP3' }, { value: 'audio/x-m4a', label: 'M4A' }, { value: 'audio/ogg', label: 'Ogg' }]} />
          </div>
        </>
      )}
    </>
  )
}
