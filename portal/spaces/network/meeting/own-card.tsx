import { Button, NativeSelect, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { writeCard, type Card as CardText, type KeptCard, type MeetingView } from '../../../client/meetings.ts'
import { Card, ConfirmInPlace } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { ProjectField, projectOf, useUndertakingProjects } from './project-field.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'

const blank: CardText = { topic: '', proud: '', challenge: '', next: '', differently: '', dependence: null, dependenceText: '', projects: [] }
const mostProjects = 6

/** What one's own office brings to the meeting. */
export function OwnCard({ view, own }: { view: MeetingView; own: KeptCard | undefined }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const undertakings = useUndertakingProjects()
  const [card, setCard] = useState<CardText>(() => own === undefined ? blank : { topic: own.topic, proud: own.proud, challenge: own.challenge, next: own.next, differently: own.differently, dependence: own.dependence, dependenceText: own.dependenceText, projects: own.projects })
  const save = useMutation({ mutationFn: (next: CardText | null) => writeCard(network, id, own?.version ?? 0, next), onSettled: again })
  const questions = words.questions(view.meeting.start.slice(0, 4))
  const set = (changed: Partial<CardText>) => setCard({ ...card, ...changed })
  const rows = card.projects.length < mostProjects ? [...card.projects, { title: '', undertaking: '' }] : card.projects
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate({ ...card, projects: card.projects.filter(({ title }) => title.trim() !== '').map(({ title }) => projectOf(title, undertakings)) })
  }
  return (
    <Card title={<Trans>Ihre Karte</Trans>} icon="person">
      <p className={calm['dim']}><Trans>Ein bis zwei Sätze je Frage genügen, keine ist Pflicht. Die Karte sehen nur, wer teilnimmt, und die Redaktion.</Trans></p>
      {own !== undefined && !save.isError && <Notice tone="ok"><Trans>Ihre Karte liegt vor. Sie können sie bis zum Ende des Treffens ändern.</Trans></Notice>}
      <form className={calm['form']} onSubmit={submit}>
        {questions.filter(({ field }) => field !== 'dependenceText').map(({ field, words: question }) => (
          <Textarea key={field} size="md" label={question} autosize minRows={2} maxLength={1000} value={card[field]} onChange={event => set({ [field]: event.currentTarget.value })} />
        ))}
        <NativeSelect
          size="md" label={t`Wie abhängig sind Sie von der kommunalen IT?`} value={card.dependence === null ? '' : String(card.dependence)} onChange={event => set({ dependence: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
          data={[{ value: '', label: t`keine Angabe` }, ...words.dependence.map((label, value) => ({ value: String(value), label }))]}
        />
        <Textarea size="md" label={t`Wie zeigt sich das?`} autosize minRows={2} maxLength={1000} value={card.dependenceText} onChange={event => set({ dependenceText: event.currentTarget.value })} />
        <NativeSelect
          size="md" label={t`Worum geht es vor allem?`} description={t`Karten zum selben Thema kommen nacheinander dran.`} value={card.topic} onChange={event => set({ topic: event.currentTarget.value })}
          data={[{ value: '', label: t`mehrere Themen` }, ...view.dimensions.map(({ code, title }) => ({ value: code, label: title }))]}
        />
        {rows.map(({ title }, at) => {
          const number = at + 1
          return (
            <ProjectField
              key={at} label={t`Projekt ${number}`} value={title} {...(at === 0 ? { description: t`Ein Vorhaben aus dem Netzwerk oder ein eigener Titel.` } : {})}
              onChange={next => set({ projects: rows.map((one, index) => index === at ? { title: next, undertaking: '' } : one).filter((one, index) => one.title !== '' || index < card.projects.length - 1) })}
            />
          )
        })}
        {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
        <div className={calm['actions']}>
          <Button type="submit" size="md" loading={save.isPending}>{own === undefined ? <Trans>Karte mitbringen</Trans> : <Trans>Karte speichern</Trans>}</Button>
          {own !== undefined && <ConfirmInPlace label={<Trans>Karte zurückziehen</Trans>} title={<Trans>Ihre Karte mit allen Antworten zurückziehen?</Trans>} confirm={<Trans>Zurückziehen</Trans>} run={() => save.mutate(null)} pending={save.isPending} />}
        </div>
      </form>
    </Card>
  )
}
