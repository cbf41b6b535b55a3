import { Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { dayOf, timeOf, withTime } from '../../../client/barcamp-event.ts'
import type { MeetingDraft } from '../../../client/meetings.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import classes from './meeting.module.css'

/** What a meeting is, as an editor writes it. */
export function MeetingFields({ meeting, onChange }: { meeting: MeetingDraft; onChange: (meeting: MeetingDraft) => void }) {
  const { t } = useLingui()
  const set = (changed: Partial<MeetingDraft>) => onChange({ ...meeting, ...changed })
  const text = (field: 'title' | 'about' | 'place' | 'travel' | 'rooms' | 'access') => ({ size: 'md' as const, value: meeting[field], onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }) })
  const onDay = (instant: string, day: string): string => new Date(`${day}T${timeOf(instant)}`).toISOString()
  return (
    <>
      <Card title={<Trans>Treffen</Trans>} icon="calendar">
        <TextInput {...text('title')} label={t`Titel`} maxLength={120} required />
        <Textarea {...text('about')} label={t`Beschreibung`} autosize minRows={2} maxLength={2000} />
        <div className={classes['row']}>
          <TextInput type="date" size="md" label={t`Tag`} value={dayOf(meeting.start)} onChange={event => { const day = event.currentTarget.value; if (day !== '') set({ start: onDay(meeting.start, day), end: onDay(meeting.end, day) }) }} />
          <TextInput type="time" size="md" label={t`von`} value={timeOf(meeting.start)} onChange={event => set({ start: withTime(meeting.start, event.currentTarget.value) })} />
          <TextInput type="time" size="md" label={t`bis`} value={timeOf(meeting.end)} onChange={event => set({ end: withTime(meeting.end, event.currentTarget.value) })} error={meeting.start >= meeting.end ? t`Das Ende liegt nach dem Anfang.` : undefined} />
        </div>
        <Choices legend={<Trans>Art</Trans>} chosen={[meeting.kind]} onChange={([kind]) => set({ kind: kind as MeetingDraft['kind'] })} options={[{ value: 'online', label: t`Online` }, { value: 'in-person', label: t`Vor Ort` }]} />
        {meeting.kind === 'online'
          ? <TextInput {...text('access')} type="url" label={t`Zugang zur Videokonferenz`} description={t`Sehen nur, wer teilnimmt, ab einem Tag vorher.`} maxLength={500} />
          : (
              <>
                <TextInput {...text('place')} label={t`Ort`} maxLength={200} />
                <Textarea {...text('travel')} label={t`Anreise`} autosize minRows={2} maxLength={1000} />
                <Textarea {...text('rooms')} label={t`Räume`} autosize minRows={1} maxLength={500} />
              </>
            )}
      </Card>
      <Card title={<Trans>Stand</Trans>} icon="key">
        <Choices
          legend={<Trans>Wer es sieht</Trans>} chosen={[meeting.stage]} onChange={([stage]) => set({ stage: stage as MeetingDraft['stage'] })}
          options={[{ value: 'hidden', label: t`In Vorbereitung`, hint: t`Nur die Redaktion sieht es.` }, { value: 'open', label: t`Öffentlich`, hint: t`Alle sehen es, und Ämter können sich anmelden.` }, { value: 'ended', label: t`Vorbei`, hint: t`Alle sehen es; anmelden geht nicht mehr.` }]}
        />
      </Card>
    </>
  )
}
