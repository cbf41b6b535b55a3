import { Button, Textarea, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { dayOf, nextId, onDay, timeOf, withTime } from '../../../client/barcamp-event.ts'
import type { BarcampEvent, BarcampRoom, BarcampSlot } from '../../../client/barcamp.ts'
import { Card, Choices } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** Everything an editor decides about an event. */
export function EventForm({ start, label, save, pending, error }: { start: BarcampEvent; label: ReactNode; save: (event: BarcampEvent) => void; pending: boolean; error: unknown }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const [event, setEvent] = useState(start)
  const [tried, setTried] = useState(false)
  const ordered = event.slots.every(({ start: from, end }, at) => from < end && (at === 0 || event.slots[at - 1]!.end <= from))
  const complete = event.title.trim() !== '' && event.rooms.every(room => room.name.trim() !== '') && ordered
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (complete) save({ ...event, title: event.title.trim() })
  }
  const text = (name: 'title' | 'about' | 'place') => ({ value: event[name], onChange: (change: { currentTarget: { value: string } }) => setEvent({ ...event, [name]: change.currentTarget.value }), size: 'md' as const })
  const room = (at: number, changed: Partial<BarcampRoom>) => setEvent({ ...event, rooms: event.rooms.map((one, index) => index === at ? { ...one, ...changed } : one) })
  const slot = (at: number, changed: Partial<BarcampSlot>) => setEvent({ ...event, slots: event.slots.map((one, index) => index === at ? { ...one, ...changed } : one) })
  const day = dayOf(event.slots[0]!.start)
  return (
    <form onSubmit={submit} className={calm['form']} noValidate>
      {tried && !complete && <Notice tone="bad" live>{ordered ? <Trans>Titel und Namen der Räume dürfen nicht leer sein.</Trans> : <Trans>Die Zeiten müssen aufeinander folgen und dürfen sich nicht überschneiden.</Trans>}</Notice>}
      <Card title={<Trans>Veranstaltung</Trans>} icon="calendar">
        <TextInput {...text('title')} label={t`Titel`} maxLength={120} />
        <TextInput {...text('place')} label={t`Ort`} maxLength={200} />
        <Textarea {...text('about')} label={t`Beschreibung`} autosize minRows={2} maxLength={2000} />
        <TextInput type="date" size="md" label={t`Tag`} value={day} onChange={change => { if (change.currentTarget.value !== '') setEvent({ ...event, slots: onDay(event.slots, change.currentTarget.value) }) }} />
        <TextInput type="number" size="md" label={t`Plätze für Teilnehmende`} min={1} max={5000} value={String(event.capacity)} onChange={change => setEvent({ ...event, capacity: whole(change.currentTarget.value) })} />
      </Card>
      <Card title={<Trans>Zeiten</Trans>} icon="clock">
        <ol className={classes['rooms']}>
          {event.slots.map((one, at) => (
            <li key={one.id} className={classes['row']}>
              <TextInput type="time" size="md" label={t`Runde ${at + 1}: von`} value={timeOf(one.start)} onChange={change => slot(at, { start: withTime(one.start, change.currentTarget.value) })} />
              <TextInput type="time" size="md" label={t`bis`} aria-label={t`Runde ${at + 1}: bis`} value={timeOf(one.end)} onChange={change => slot(at, { end: withTime(one.end, change.currentTarget.value) })} />
              {event.slots.length > 1 && <Button variant="default" size="md" aria-label={t`Runde ${at + 1} entfernen`} onClick={() => setEvent({ ...event, slots: event.slots.filter(({ id }) => id !== one.id) })}><Trans>Entfernen</Trans></Button>}
            </li>
          ))}
        </ol>
        <div className={calm['actions']}><Button variant="default" onClick={() => setEvent({ ...event, slots: [...event.slots, following(event.slots)] })}><Trans>Runde anfügen</Trans></Button></div>
      </Card>
      <Card title={<Trans>Räume</Trans>} icon="house">
        <ol className={classes['rooms']}>
          {event.rooms.map((one, at) => (
            <li key={one.id} className={calm['confirm']}>
              <div className={classes['row']}>
                <TextInput size="md" label={t`Raum ${at + 1}`} maxLength={60} value={one.name} onChange={change => room(at, { name: change.currentTarget.value })} />
                <TextInput type="number" size="md" label={t`Plätze`} aria-label={t`Raum ${at + 1}: Plätze`} min={1} max={5000} value={String(one.seats)} onChange={change => room(at, { seats: whole(change.currentTarget.value) })} />
                {event.rooms.length > 1 && <Button variant="default" size="md" aria-label={t`Raum ${at + 1} entfernen`} onClick={() => setEvent({ ...event, rooms: event.rooms.filter(({ id }) => id !== one.id) })}><Trans>Entfernen</Trans></Button>}
              </div>
              <TextInput size="md" label={t`Ausstattung, mit Komma getrennt`} aria-label={t`Raum ${at + 1}: Ausstattung, mit Komma getrennt`} maxLength={400} defaultValue={one.equipment.join(', ')} onBlur={change => room(at, { equipment: [...new Set(change.currentTarget.value.split(',').map(thing => thing.trim().slice(0, 40)).filter(thing => thing !== ''))].slice(0, 20) })} />
              <details>
                <summary>{one.closedAt.length === 0 ? <Trans>Zeitweise sperren</Trans> : <Trans>Zeitweise gesperrt: {one.closedAt.length}</Trans>}</summary>
                <Choices several legend={<Trans>Gesperrt in diesen Runden</Trans>} chosen={one.closedAt} onChange={closedAt => room(at, { closedAt })} options={event.slots.map(which => ({ value: which.id, label: words.span(which) }))} />
              </details>
            </li>
          ))}
        </ol>
        <div className={calm['actions']}><Button variant="default" onClick={() => setEvent({ ...event, rooms: [...event.rooms, { id: nextId('r', event.rooms), name: '', seats: 20, equipment: [], closedAt: [] }] })}><Trans>Raum anfügen</Trans></Button></div>
      </Card>
      <Card title={<Trans>Datenschutz</Trans>} icon="lock">
        <TextInput type="number" size="md" label={t`Anmeldungen löschen: Tage nach dem Ende`} description={t`Namen und Adressen der Gäste verschwinden dann von selbst. Bei der Anmeldung steht es dabei.`} min={1} max={365} value={String(event.keepDays)} onChange={change => setEvent({ ...event, keepDays: Math.min(365, whole(change.currentTarget.value)) })} />
      </Card>
      <Card title={<Trans>Was jetzt offen ist</Trans>} icon="key">
        <Choices
          legend={<Trans>Stand</Trans>} chosen={[event.stage]} onChange={([stage]) => setEvent({ ...event, stage: stage as BarcampEvent['stage'] })}
          options={[{ value: 'hidden', label: <Trans>In Vorbereitung</Trans>, hint: <Trans>Nur die Moderation sieht es.</Trans> }, { value: 'open', label: <Trans>Öffentlich</Trans>, hint: <Trans>Alle sehen es und können sich anmelden.</Trans> }, { value: 'ended', label: <Trans>Vorbei</Trans>, hint: <Trans>Alle sehen Programm, Notizen und Ergebnisse.</Trans> }]}
        />
        <Choices
          several legend={<Trans>Alle dürfen</Trans>} chosen={(['pitching', 'voting', 'programme'] as const).filter(part => event[part])}
          onChange={chosen => setEvent({ ...event, pitching: chosen.includes('pitching'), voting: chosen.includes('voting'), programme: chosen.includes('programme') })}
          options={[{ value: 'pitching', label: <Trans>Sitzungen vorschlagen</Trans> }, { value: 'voting', label: <Trans>Abstimmen</Trans> }, { value: 'programme', label: <Trans>Das Programm sehen</Trans> }]}
        />
      </Card>
      {error !== null && error !== undefined && <Notice tone="bad" live>{words.fault(error)}</Notice>}
      <div className={calm['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}

function whole(text: string): number {
  return Math.min(5000, Math.max(1, Math.trunc(Number(text) || 1)))
}

/** As long as the last one, after as long a pause as there was before it. */
function following(slots: readonly BarcampSlot[]): BarcampSlot {
  const [last, before] = [slots.at(-1)!, slots.at(-2)]
  const length = Date.parse(last.end) - Date.parse(last.start)
  const start = Date.parse(last.end) + (before === undefined ? 0 : Math.max(0, Date.parse(last.start) - Date.parse(before.end)))
  return { id: nextId('s', slots), start: new Date(start).toISOString(), end: new Date(start + length).toISOString() }
}
