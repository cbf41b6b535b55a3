import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { instantOf, localMoment, minutesAfter } from '../../../client/local-moment.ts'
import { makePoll, type PollFacts, type PollOption } from '../../../client/polls.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { usePollPath, usePollWords } from './use-poll.ts'
import calm from '../../../shell/calm.module.css'
import classes from './poll.module.css'

const blank = (number: number): PollOption => ({ id: `o${number}`, start: '', end: '', place: '' })
const isFilled = ({ start, place }: PollOption): boolean => start !== '' || place.trim() !== ''

/** Making a poll: some times, some places, or both. */
export function NewPollPage() {
  const { t } = useLingui()
  const words = usePollWords()
  const navigate = useNavigate()
  const { network, service, again } = usePollPath()
  const { gruppe = '', titel = '' } = useSearch({ from: '/netz/$network/umfragen/neu' })
  const [poll, setPoll] = useState<PollFacts>(() => ({
    title: titel === '' ? '' : t`Termin: ${titel}`.slice(0, 120), about: '', options: [blank(1), blank(2), blank(3)], anonymous: false, listed: gruppe === '', group: gruppe,
    closes: minutesAfter(new Date(new Date().setHours(18, 0, 0, 0)).toISOString(), 7 * 24 * 60),
  }))
  const [minutes, setMinutes] = useState('60')
  const [tried, setTried] = useState(false)
  const make = useMutation({
    mutationFn: (made: PollFacts) => makePoll(service, made),
    onSuccess: async ({ id }) => {
      await again()
      await navigate({ to: '/netz/$network/umfragen/$poll', params: { network, poll: id } })
    },
  })
  const length = Math.min(7 * 24 * 60, Math.max(5, Math.trunc(Number(minutes)) || 60))
  const filled = poll.options.filter(isFilled)
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (poll.title.trim() === '' || filled.length < 2 || poll.closes === '') return
    make.mutate({ ...poll, title: poll.title.trim(), about: poll.about.trim(), options: filled.map(one => ({ ...one, place: one.place.trim(), end: one.start === '' ? '' : minutesAfter(one.start, length) })) })
  }
  const change = (at: number, to: Partial<PollOption>) => setPoll({ ...poll, options: poll.options.map((one, n) => (n === at ? { ...one, ...to } : one)) })
  return (
    <Column>
      <PageHead title={t`Umfrage anlegen`} above={<BackLink to="/netz/$network/umfragen" params={{ network }}><Trans>Umfragen</Trans></BackLink>} />
      <form onSubmit={submit} className={calm['form']} noValidate>
        <Card title={<Trans>Worum geht es?</Trans>} icon="help">
          <TextInput size="md" label={t`Titel`} maxLength={120} value={poll.title} onChange={typed => setPoll({ ...poll, title: typed.currentTarget.value })} error={tried && poll.title.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
          <Textarea size="md" label={t`Erklärung (freiwillig)`} autosize minRows={2} maxLength={2000} value={poll.about} onChange={typed => setPoll({ ...poll, about: typed.currentTarget.value })} />
          <TextInput size="md" type="datetime-local" label={t`Antworten bis`} defaultValue={localMoment(poll.closes)} onChange={typed => setPoll({ ...poll, closes: instantOf(typed.currentTarget.value) })} error={tried && poll.closes === '' ? t`Bitte ausfüllen.` : undefined} />
        </Card>
        <Card title={<Trans>Vorschläge</Trans>} icon="calendar">
          <p><Trans>Nennen Sie Zeiten, Orte oder beides. Leere Zeilen zählen nicht.</Trans></p>
          <TextInput size="md" type="number" inputMode="numeric" min={5} label={t`Dauer in Minuten`} value={minutes} onChange={typed => setMinutes(typed.currentTarget.value)} />
          {poll.options.map((option, at) => (
            <div key={option.id} className={classes['row']}>
              <TextInput size="md" type="datetime-local" label={t`Zeit`} aria-label={t`Vorschlag ${at + 1}: Zeit`} defaultValue={localMoment(option.start)} onChange={typed => change(at, { start: instantOf(typed.currentTarget.value) })} />
              <TextInput size="md" label={t`Ort`} aria-label={t`Vorschlag ${at + 1}: Ort`} maxLength={200} value={option.place} onChange={typed => change(at, { place: typed.currentTarget.value })} />
            </div>
          ))}
          {tried && filled.length < 2 && <Notice tone="bad" live><Trans>Bitte machen Sie mindestens zwei Vorschläge.</Trans></Notice>}
          {poll.options.length < 40 && <div className={calm['actions']}><Button variant="default" onClick={() => setPoll({ ...poll, options: [...poll.options, blank(poll.options.length + 1)] })}><Trans>Vorschlag hinzufügen</Trans></Button></div>}
        </Card>
        <Card title={<Trans>Wer sieht was?</Trans>} icon="eye">
          <label className={calm['choice']}><input type="checkbox" checked={poll.anonymous} onChange={typed => setPoll({ ...poll, anonymous: typed.currentTarget.checked })} /><span><Trans>Namen sehe nur ich</Trans></span></label>
          <label className={calm['choice']}><input type="checkbox" checked={poll.listed} onChange={typed => setPoll({ ...poll, listed: typed.currentTarget.checked })} /><span><Trans>Öffentlich auffindbar; sonst nur mit dem Link</Trans></span></label>
        </Card>
        {make.isError && <Notice tone="bad" live>{words.fault(make.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={make.isPending}><Trans>Umfrage anlegen</Trans></Button></div>
      </form>
    </Column>
  )
}
