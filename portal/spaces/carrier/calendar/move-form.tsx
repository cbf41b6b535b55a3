import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { moveAppointment } from '../../../client/calendar/act.ts'
import { dayOf, isDay, startOf } from '../../../client/calendar/days.ts'
import { fetchFree } from '../../../client/calendar/load.ts'
import type { Calendar, Entry } from '../../../client/calendar/model.ts'
import type { Slot } from '../../../client/calendar/shapes.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { useCalendarFault } from './use-calendar-fault.ts'
import { useEntryWords } from './use-entry-words.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

/** Dragging's twin: calendar, day and a free time, chosen by keyboard. */
export function MoveForm({ carrier, entry, calendars, now, onCancel, onMoved }: {
  carrier: string; entry: Entry; calendars: readonly Calendar[]; now: number; onCancel: () => void; onMoved: (id: string) => void
}) {
  const { t } = useLingui()
  const fault = useCalendarFault()
  const words = useEntryWords()
  const first = useRef<HTMLSelectElement>(null)
  const targets = calendars.filter(({ follows }) => !follows)
  const [calendar, setCalendar] = useState(targets.some(({ id }) => id === entry.calendar) ? entry.calendar : targets[0]?.id ?? '')
  const [day, setDay] = useState(dayOf(entry.start))
  const [chosen, setChosen] = useState('')
  useEffect(() => first.current?.focus(), [])
  const free = useQuery({
    queryKey: ['calendar', carrier, 'free', calendar, day], queryFn: ({ signal }) => fetchFree(carrier, calendar, { from: startOf(day), to: startOf(day, 1) }, signal), enabled: calendar !== '',
  })
  const move = useAct<Slot, string>(slot => moveAppointment(carrier, entry.booked!.id, slot), ['calendar', carrier], undefined, id => onMoved(id))
  const length = entry.end - entry.start
  const spanOf = (slot: Slot) => ({ start: Date.parse(slot.start ?? ''), end: Date.parse(slot.end ?? '') })
  const fitting = (free.data ?? []).filter(slot => spanOf(slot).start > now && spanOf(slot).end - spanOf(slot).start >= length)
  const slot = fitting.find(({ id }) => id === chosen)
  return (
    <form className={classes['twin']} onSubmit={event => { event.preventDefault(); if (slot !== undefined) move.mutate(slot) }} aria-label={t`Verschieben nach …`}>
      <div className={shared['toolbar']}>
        <NativeSelect ref={first} label={t`Kalender`} value={calendar} onChange={event => { setCalendar(event.currentTarget.value); setChosen('') }} data={targets.map(({ id, name }) => ({ value: id, label: name }))} />
        <TextInput type="date" label={t`Tag`} value={day} min={dayOf(now)} onChange={event => { if (isDay(event.currentTarget.value)) { setDay(event.currentTarget.value); setChosen('') } }} />
      </div>
      {free.isPending && <Loading />}
      {free.isError && <Notice tone="bad" live>{fault(free.error)}</Notice>}
      {free.isSuccess && fitting.length === 0 && <Notice tone="quiet" live><Trans>An diesem Tag ist hier keine Zeit frei, die lang genug ist. Wählen Sie einen anderen Tag oder Kalender.</Trans></Notice>}
      {fitting.length > 0 && <div className={classes['choose']}><Choices legend={<Trans>Freie Zeiten</Trans>} options={fitting.map(one => ({ value: one.id ?? '', label: words.span(spanOf(one)) }))} chosen={[chosen]} onChange={([value]) => setChosen(value ?? '')} /></div>}
      {move.trouble !== null && <Notice tone="bad" live>{fault(move.trouble)}</Notice>}
      <div className={shared['actions']}>
        <Button type="submit" disabled={slot === undefined} loading={move.isPending}><Trans>Hierhin verschieben</Trans></Button>
        <Button variant="default" onClick={onCancel}><Trans>Abbrechen</Trans></Button>
      </div>
    </form>
  )
}
