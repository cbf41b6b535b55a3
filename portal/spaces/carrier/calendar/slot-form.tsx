import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { dayOf, isDay, startOf } from '../../../client/calendar/days.ts'
import { fetchFree } from '../../../client/calendar/load.ts'
import type { Calendar } from '../../../client/calendar/model.ts'
import type { Slot } from '../../../client/calendar/shapes.ts'
import { Choices } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useCalendarFault } from './use-calendar-fault.ts'
import { useEntryWords } from './use-entry-words.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

/** Calendar, day and a free time of at least so many milliseconds, chosen by keyboard. Without `onCancel` it stands there always, and takes no focus. */
export function SlotForm({ carrier, label, confirm, targets, first, now, shortest, pending, trouble, run, onCancel, children }: {
  carrier: string; label: string; confirm: ReactNode; targets: readonly Calendar[]; first: { readonly calendar: string; readonly day: string }; now: number; shortest: number
  pending: boolean; trouble: Error | null; run: (slot: Slot) => void; onCancel?: () => void; children?: ReactNode
}) {
  const { t } = useLingui()
  const fault = useCalendarFault()
  const words = useEntryWords()
  const field = useRef<HTMLSelectElement>(null)
  const [calendar, setCalendar] = useState(first.calendar)
  const [day, setDay] = useState(first.day)
  const [chosen, setChosen] = useState('')
  const takesFocus = onCancel !== undefined
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus])
  const free = useQuery({
    queryKey: ['calendar', carrier, 'free', calendar, day], queryFn: ({ signal }) => fetchFree(carrier, calendar, { from: startOf(day), to: startOf(day, 1) }, signal), enabled: calendar !== '',
  })
  const spanOf = (slot: Slot) => ({ start: Date.parse(slot.start ?? ''), end: Date.parse(slot.end ?? '') })
  const fitting = (free.data ?? []).filter(slot => spanOf(slot).start > now && spanOf(slot).end - spanOf(slot).start >= shortest)
  const slot = fitting.find(({ id }) => id === chosen)
  return (
    <form className={classes['twin']} onSubmit={event => { event.preventDefault(); if (slot !== undefined) run(slot) }} aria-label={label}>
      <div className={shared['toolbar']}>
        <NativeSelect ref={field} label={t`Kalender`} value={calendar} onChange={event => { setCalendar(event.currentTarget.value); setChosen('') }} data={targets.map(({ id, name }) => ({ value: id, label: name }))} />
        <TextInput type="date" label={t`Tag`} value={day} min={dayOf(now)} onChange={event => { if (isDay(event.currentTarget.value)) { setDay(event.currentTarget.value); setChosen('') } }} />
      </div>
      {free.isPending && <Loading />}
      {free.isError && <Notice tone="bad" live>{fault(free.error)}</Notice>}
      {free.isSuccess && fitting.length === 0 && <Notice tone="quiet" live>{shortest > 0 ? <Trans>An diesem Tag ist hier keine Zeit frei, die lang genug ist. Wählen Sie einen anderen Tag oder Kalender.</Trans> : <Trans>An diesem Tag ist hier keine Zeit frei. Wählen Sie einen anderen Tag.</Trans>}</Notice>}
      {fitting.length > 0 && <div className={classes['choose']}><Choices legend={<Trans>Freie Zeiten</Trans>} options={fitting.map(one => ({ value: one.id ?? '', label: words.span(spanOf(one)) }))} chosen={[chosen]} onChange={([value]) => setChosen(value ?? '')} /></div>}
      {children}
      {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
      <div className={shared['actions']}>
        <Button type="submit" disabled={slot === undefined} loading={pending}>{confirm}</Button>
        {onCancel !== undefined && <Button variant="default" onClick={onCancel}><Trans>Abbrechen</Trans></Button>}
      </div>
    </form>
  )
}
