import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { dayAfter } from '../../../client/calendar-day.ts'
import type { SeriesFacts } from '../../../client/series.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { listOf } from '../group/list-of.ts'
import { useSeriesFault } from './use-series.ts'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

/** Every two weeks at four, from a week from now on: to be changed. */
export const blankSeries = (now: number): SeriesFacts => ({
  title: '', about: '', topics: [], place: '', stage: 'hidden', rhythm: { first: dayAfter(now, 7), weeks: 2, time: '16:00', minutes: 60 }, room: '', opensBefore: 15, proposing: true, podcast: null,
})

const whole = (text: string, least: number, most: number): number => Math.min(most, Math.max(least, Math.trunc(Number(text) || least)))

/** Everything of a series that editors decide. */
export function SeriesForm({ start, label, save, pending, error }: { start: SeriesFacts; label: ReactNode; save: (series: SeriesFacts) => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const [series, setSeries] = useState(start)
  const [topics, setTopics] = useState(start.topics.join(', '))
  const [tried, setTried] = useState(false)
  const { rhythm, podcast } = series
  const change = (to: Partial<SeriesFacts>) => setSeries({ ...series, ...to })
  const text = (name: 'title' | 'about' | 'place' | 'room') => ({ size: 'md' as const, value: series[name], onChange: (typed: { currentTarget: { value: string } }) => change({ [name]: typed.currentTarget.value }) })
  const timed = rhythm.first !== '' && /^\d\d:\d\d$/.test(rhythm.time)
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (series.title.trim() !== '' && timed && podcast?.author.trim() !== '') save({ ...series, title: series.title.trim(), about: series.about.trim(), room: series.room.trim(), topics: listOf(topics, 12, 40) })
  }
  return (
    <form onSubmit={submit} className={calm['form']} noValidate>
      <Card title={<Trans>Die Reihe</Trans>} icon="calendar">
        <TextInput {...text('title')} label={t`Titel`} maxLength={120} error={tried && series.title.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
        <Textarea {...text('about')} label={t`Worum geht es?`} autosize minRows={2} maxLength={3000} />
        <TextInput size="md" label={t`Themen, mit Komma getrennt (freiwillig)`} maxLength={400} value={topics} onChange={typed => setTopics(typed.currentTarget.value)} />
        <TextInput {...text('place')} label={t`Ort (öffentlich)`} maxLength={200} />
      </Card>
      <Card title={<Trans>Rhythmus</Trans>} icon="clock">
        <p><Trans>Die Termine entstehen von selbst. Einzelne verlegen oder sagen Sie auf ihrer Seite ab.</Trans></p>
        <div className={classes['row']}>
          <TextInput size="md" type="date" label={t`Erster Tag`} value={rhythm.first} onChange={typed => change({ rhythm: { ...rhythm, first: typed.currentTarget.value } })} error={tried && rhythm.first === '' ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" type="number" min={1} max={52} label={t`Alle … Wochen`} value={String(rhythm.weeks)} onChange={typed => change({ rhythm: { ...rhythm, weeks: whole(typed.currentTarget.value, 1, 52) } })} />
          <TextInput size="md" type="time" label={t`Uhrzeit (Deutschland)`} value={rhythm.time} onChange={typed => change({ rhythm: { ...rhythm, time: typed.currentTarget.value } })} error={tried && !timed ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" type="number" min={5} max={600} label={t`Minuten`} value={String(rhythm.minutes)} onChange={typed => change({ rhythm: { ...rhythm, minutes: whole(typed.currentTarget.value, 5, 600) } })} />
        </div>
      </Card>
      <Card title={<Trans>Videoraum</Trans>} icon="key">
        <p><Trans>Die Adresse ist nie öffentlich. Wer angemeldet ist, bekommt sie kurz vor Beginn per E-Mail und auf der Seite.</Trans></p>
        <TextInput {...text('room')} type="url" label={t`Adresse des Videoraums`} placeholder="https://" maxLength={500} />
        <TextInput size="md" type="number" min={0} max={1440} label={t`Minuten vor Beginn`} value={String(series.opensBefore)} onChange={typed => change({ opensBefore: whole(typed.currentTarget.value, 0, 1440) })} />
      </Card>
      <Card title={<Trans>Podcast</Trans>} icon="share">
        <label className={calm['choice']}><input type="checkbox" checked={podcast !== null} onChange={typed => change({ podcast: typed.currentTarget.checked ? { author: '', mail: '', image: '', category: 'Health & Fitness' } : null })} /><span><Trans>Aufzeichnungen gibt es auch als Podcast</Trans></span></label>
        {podcast !== null && (
          <>
            <TextInput size="md" label={t`Herausgeber`} maxLength={120} value={podcast.author} onChange={typed => change({ podcast: { ...podcast, author: typed.currentTarget.value } })} error={tried && podcast.author.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
            <TextInput size="md" type="email" label={t`E-Mail (öffentlich, freiwillig)`} maxLength={200} value={podcast.mail} onChange={typed => change({ podcast: { ...podcast, mail: typed.currentTarget.value.trim() } })} />
            <TextInput size="md" type="url" label={t`Adresse des Titelbilds, quadratisch (freiwillig)`} placeholder="https://" maxLength={500} value={podcast.image} onChange={typed => change({ podcast: { ...podcast, image: typed.currentTarget.value.trim() } })} />
            <TextInput size="md" label={t`Kategorie, wie Podcast-Verzeichnisse sie nennen`} maxLength={60} value={podcast.category} onChange={typed => change({ podcast: { ...podcast, category: typed.currentTarget.value } })} />
          </>
        )}
      </Card>
      <Card title={<Trans>Was jetzt offen ist</Trans>} icon="eye">
        <Choices
          legend={<Trans>Stand</Trans>} chosen={[series.stage]} onChange={([stage]) => change({ stage: stage as SeriesFacts['stage'] })}
          options={[{ value: 'hidden', label: <Trans>In Vorbereitung</Trans>, hint: <Trans>Nur die Redaktion sieht sie.</Trans> }, { value: 'open', label: <Trans>Öffentlich</Trans> }, { value: 'ended', label: <Trans>Beendet</Trans>, hint: <Trans>Es kommen keine Termine mehr; Aufzeichnungen bleiben.</Trans> }]}
        />
        <label className={calm['choice']}><input type="checkbox" checked={series.proposing} onChange={typed => change({ proposing: typed.currentTarget.checked })} /><span><Trans>Alle dürfen Themen vorschlagen</Trans></span></label>
      </Card>
      {error !== null && error !== undefined && <Notice tone="bad" live>{fault(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
