import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { writeMinutes, type MeetingTask, type MinutesText } from '../../../client/meetings.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

const blankTask: MeetingTask = { what: '', who: '', until: '' }

/** Writes the next version of the minutes. Who was there and the matrix come along by themselves. */
export function MinutesForm({ start, made, after, published, onSaved }: { start: MinutesText; made: MinutesText; after: number; published: boolean; onSaved: () => void }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const [summary, setSummary] = useState(start.summary)
  const [sections, setSections] = useState(start.sections)
  const [decisions, setDecisions] = useState(start.decisions.join('\n'))
  const [tasks, setTasks] = useState<readonly MeetingTask[]>(start.tasks)
  const [open, setOpen] = useState(published)
  const save = useMutation({
    mutationFn: () => writeMinutes(network, id, {
      after, summary: summary.trim(), sections, decisions: decisions.split('\n').map(line => line.trim()).filter(line => line !== ''), tasks: tasks.filter(({ what }) => what.trim() !== ''), published: open,
    }),
    onSuccess: async () => {
      await again()
      onSaved()
    },
  })
  const task = (at: number, changed: Partial<MeetingTask>) => setTasks(tasks.map((one, index) => index === at ? { ...one, ...changed } : one))
  return (
    <form className={calm['form']} onSubmit={event => { event.preventDefault(); save.mutate() }}>
      <Textarea size="md" label={t`Zusammenfassung`} description={t`Die erste Zeile steht in Suche und Newsletter.`} autosize minRows={2} maxLength={4000} value={summary} onChange={event => setSummary(event.currentTarget.value)} />
      {sections.map((section, at) => {
        const { title } = section
        return <Textarea key={at} size="md" label={title} autosize minRows={3} maxLength={8000} value={section.text} onChange={event => setSections(sections.map((one, index) => index === at ? { ...one, text: event.currentTarget.value } : one))} />
      })}
      <div className={calm['actions']}><Button variant="default" onClick={() => setSections(made.sections)}><Trans>Abschnitte neu aus Ablauf, Karten und Notizen machen</Trans></Button></div>
      <Textarea size="md" label={t`Beschlüsse`} description={t`Einer je Zeile.`} autosize minRows={2} value={decisions} onChange={event => setDecisions(event.currentTarget.value)} />
      <fieldset className={calm['choices']}>
        <legend><Trans>Aufgaben</Trans></legend>
        {tasks.map(({ what, who, until }, at) => {
          const number = at + 1
          return (
            <div key={at} className={classes['row']}>
              <TextInput label={t`Aufgabe ${number}`} value={what} maxLength={300} onChange={event => task(at, { what: event.currentTarget.value })} />
              <TextInput label={t`Wer`} aria-label={t`Aufgabe ${number}: wer`} value={who} maxLength={120} onChange={event => task(at, { who: event.currentTarget.value })} />
              <TextInput type="date" label={t`Bis`} aria-label={t`Aufgabe ${number}: bis`} value={until} onChange={event => task(at, { until: event.currentTarget.value })} />
            </div>
          )
        })}
        <div className={calm['actions']}><Button variant="default" onClick={() => setTasks([...tasks, blankTask])}><Trans>Aufgabe anfügen</Trans></Button></div>
      </fieldset>
      <Checkbox checked={open} onChange={event => setOpen(event.currentTarget.checked)} label={t`Veröffentlichen`} description={t`Alle lesen diese Fassung. Namen stehen nur darin, wo die Person zugestimmt hat. Ohne Haken bleibt die zuletzt veröffentlichte Fassung stehen.`} />
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={save.isPending}><Trans>Fassung speichern</Trans></Button></div>
    </form>
  )
}
