import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Group, MeetingFacts, Part } from '../../../client/groups.ts'
import { instantOf, localMoment, minutesAfter } from '../../../client/local-moment.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Tag } from '../../../shell/notice.tsx'
import { Moves } from '../moves.tsx'
import { PartForm } from './part-forms.tsx'
import { useGroupPath } from './use-group.ts'
import calm from '../../../shell/calm.module.css'
import classes from './group.module.css'

/** Dates of a group; agenda, minutes and the way into the room for its members. */
export function MeetingsCard({ group }: { group: Group }) {
  const { t } = useLingui()
  const path = useGroupPath()
  const [open, setOpen] = useState<string>()
  const [now] = useState(() => new Date().toISOString())
  const mayWrite = group.inside !== undefined
  const coming = group.meetings.filter(({ end }) => end >= now)
  const past = group.meetings.filter(({ end }) => end < now).toReversed()
  const line = (meeting: Group['meetings'][number]) => (
    <li key={meeting.id}>{open === meeting.id ? <MeetingForm meeting={meeting} done={() => setOpen(undefined)} /> : <MeetingLine meeting={meeting} change={mayWrite ? () => setOpen(meeting.id) : undefined} />}</li>
  )
  return (
    <Card title={<Trans>Termine</Trans>} icon="calendar">
      {coming.length === 0 && <p className={calm['dim']}><Trans>Zurzeit ist kein Termin geplant.</Trans></p>}
      <ul className={calm['list']} aria-label={t`Nächste Termine`}>{coming.map(line)}</ul>
      {past.length > 0 && <details><summary><Trans>Vergangene Termine ({past.length})</Trans></summary><ul className={calm['list']} aria-label={t`Vergangene Termine`}>{past.map(line)}</ul></details>}
      {mayWrite && (open === 'new' ? <MeetingForm meeting={undefined} done={() => setOpen(undefined)} /> : (
        <div className={`${calm['actions']} screen-only`}>
          <Button size="md" variant="default" onClick={() => setOpen('new')}><Trans>Termin anlegen</Trans></Button>
          <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/umfragen/neu" params={{ network: path.network }} search={{ gruppe: group.id, titel: group.group.title }}><Trans>Termin gemeinsam finden</Trans></Link>
        </div>
      ))}
    </Card>
  )
}

function MeetingLine({ meeting, change }: { meeting: Group['meetings'][number]; change: (() => void) | undefined }) {
  const { t } = useLingui()
  const { dateTime, time } = useFormats()
  return (
    <div className={calm['item']}>
      <div className={calm['itemText']}>
        <span className={calm['itemName']}>{meeting.title}{meeting.cancelled !== '' ? <Tag tone="bad"><Trans>Abgesagt</Trans></Tag> : meeting.moves.length > 0 && <Tag tone="warn" icon="clock"><Trans>Verlegt</Trans></Tag>}</span>
        <span>{[`${dateTime(meeting.start)}–${time(meeting.end)}`, meeting.place].filter(part => part !== '').join(' · ')}</span>
        {meeting.cancelled !== '' && <span>{meeting.cancelled}</span>}
        <Moves moves={meeting.moves} />
        {meeting.room !== undefined && meeting.room !== '' && meeting.cancelled === '' && <a href={meeting.room} rel="noreferrer"><Trans>Zum Videoraum (nur für Mitglieder)</Trans></a>}
        {meeting.agenda !== undefined && meeting.agenda !== '' && <details><summary><Trans>Tagesordnung</Trans></summary><p className={classes['text']}>{meeting.agenda}</p></details>}
        {meeting.minutes !== undefined && meeting.minutes !== '' && <details><summary><Trans>Protokoll</Trans></summary><p className={classes['text']}>{meeting.minutes}</p></details>}
      </div>
      {change !== undefined && <div className={`${calm['actions']} screen-only`}><Button variant="default" aria-label={t`Ändern: ${meeting.title}`} onClick={change}><Trans>Ändern</Trans></Button></div>}
    </div>
  )
}

function MeetingForm({ meeting, done }: { meeting: Group['meetings'][number] | undefined; done: () => void }) {
  const { t } = useLingui()
  const start: MeetingFacts = { title: meeting?.title ?? '', start: meeting?.start ?? '', end: meeting?.end ?? '', place: meeting?.place ?? '', agenda: meeting?.agenda ?? '', minutes: meeting?.minutes ?? '', room: meeting?.room ?? '', cancelled: meeting?.cancelled ?? '', moved: '' }
  const part: Pick<Part<MeetingFacts>, 'id' | 'version'> | undefined = meeting
  return (
    <PartForm kind="meetings" part={part} start={start} ready={({ title, start: from, end }) => title.trim() !== '' && from !== '' && end > from} label={<Trans>Speichern</Trans>} done={done}>
      {(facts, change, tried) => (
        <>
          <TextInput size="md" label={t`Anlass`} maxLength={120} value={facts.title} onChange={typed => change({ ...facts, title: typed.currentTarget.value })} error={tried && facts.title.trim() === '' ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" type="datetime-local" label={t`Beginn`} defaultValue={localMoment(facts.start)} onChange={typed => {
            const begin = instantOf(typed.currentTarget.value)
            // It lasts as long as before.
            const minutes = facts.start === '' || facts.end <= facts.start ? 60 : (Date.parse(facts.end) - Date.parse(facts.start)) / 60_000
            change({ ...facts, start: begin, end: begin === '' ? facts.end : minutesAfter(begin, minutes) })
          }} error={tried && facts.start === '' ? t`Bitte ausfüllen.` : undefined} />
          <TextInput size="md" type="datetime-local" label={t`Ende`} key={facts.start} defaultValue={localMoment(facts.end)} onChange={typed => change({ ...facts, end: instantOf(typed.currentTarget.value) })} error={tried && !(facts.end > facts.start) ? t`Das Ende liegt nach dem Beginn.` : undefined} />
          {meeting !== undefined && facts.start !== meeting.start && <TextInput size="md" label={t`Verlegt, weil …`} description={t`Steht öffentlich beim Termin. Wer Mails zu Terminen bekommt, erfährt die neue Zeit.`} maxLength={200} value={facts.moved} onChange={typed => change({ ...facts, moved: typed.currentTarget.value })} />}
          <TextInput size="md" label={t`Ort (öffentlich)`} maxLength={200} value={facts.place} onChange={typed => change({ ...facts, place: typed.currentTarget.value })} />
          <TextInput size="md" type="url" label={t`Link zum Videoraum (nur für Mitglieder)`} placeholder="https://" maxLength={500} value={facts.room} onChange={typed => change({ ...facts, room: typed.currentTarget.value })} />
          <Textarea size="md" label={t`Tagesordnung (nur für Mitglieder)`} autosize minRows={2} maxLength={4000} value={facts.agenda} onChange={typed => change({ ...facts, agenda: typed.currentTarget.value })} />
          <Textarea size="md" label={t`Protokoll (nur für Mitglieder)`} autosize minRows={2} maxLength={20_000} value={facts.minutes} onChange={typed => change({ ...facts, minutes: typed.currentTarget.value })} />
          {meeting !== undefined && <TextInput size="md" label={t`Abgesagt, weil … (leer = findet statt)`} maxLength={200} value={facts.cancelled} onChange={typed => change({ ...facts, cancelled: typed.currentTarget.value })} />}
        </>
      )}
    </PartForm>
  )
}
