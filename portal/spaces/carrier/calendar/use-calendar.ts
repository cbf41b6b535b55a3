import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { calendarsOf } from '../../../client/calendar/calendars.ts'
import { addDays, mondayOf, startOf } from '../../../client/calendar/days.ts'
import { entriesOf } from '../../../client/calendar/entries.ts'
import { fetchSchedules, fetchSpan } from '../../../client/calendar/load.ts'
import type { Calendar, Entry } from '../../../client/calendar/model.ts'
import { fetchWaiting } from '../../../client/calendar/waiting.ts'
import { openStream, type StreamState } from '../../../client/event-stream.ts'
import { useSession } from '../../../shell/session-context.ts'
import type { CalendarSearch } from './calendar-search.ts'

/** A column of what is shown: a calendar on a day. */
export interface CalendarColumn {
  readonly key: string
  readonly calendar: Calendar
  readonly day: string
  readonly entries: readonly Entry[]
}

/** Changes of one moment are asked for together. */
const gatherMs = 250
/** Without a stream the page keeps itself up to date by asking. */
const pollMs = 20_000
const told = new Set(['Schedule', 'Slot', 'Appointment'])

/** The carrier's calendars and what stands in those that are shown, kept current by the hub's event stream. */
export function useCalendar(carrier: string, search: CalendarSearch, today: string) {
  const connection = useLive(carrier)
  const day = search.tag ?? today
  const every = connection === 'live' ? false : pollMs
  const schedules = useQuery({ queryKey: ['calendar', carrier, 'schedules'], queryFn: ({ signal }) => fetchSchedules(carrier, signal), refetchInterval: every })
  const calendars = useMemo(() => calendarsOf(schedules.data ?? []), [schedules.data])
  const days = useMemo(() => search.zeitraum === 'woche' ? Array.from({ length: 7 }, (_, index) => addDays(mondayOf(day), index)) : [day], [search.zeitraum, day])
  const shown = useMemo(() => shownOf(calendars, search), [calendars, search])
  const ids = shown.map(({ id }) => id)
  const span = { from: startOf(days[0]!), to: startOf(days.at(-1)!, 1) }
  const content = useQuery({
    queryKey: ['calendar', carrier, 'span', span.from, span.to, ids], queryFn: ({ signal }) => fetchSpan(carrier, ids, span, signal), enabled: ids.length > 0, refetchInterval: every,
    // What was shown stays until the next day is there; never another carrier's.
    placeholderData: keepPreviousData, gcTime: 60_000,
  })
  const { data } = content
  const columns = useMemo(() => data === undefined ? [] : days.flatMap(one => shown.map((calendar): CalendarColumn => {
    const [from, to] = [startOf(one), startOf(one, 1)]
    const entries = entriesOf(calendar, data.slots, data.appointments, data.patients).filter(({ start }) => start >= from && start < to)
    return { key: `${calendar.id} ${one}`, calendar, day: one, entries }
  })), [data, days, shown])
  const waiting = useQuery({ queryKey: ['calendar', carrier, 'waiting'], queryFn: ({ signal }) => fetchWaiting(carrier, signal), refetchInterval: every, gcTime: 60_000 })
  return { connection, day, days, calendars, shown, schedules, content, columns, waiting }
}

/** The calendars that are to be seen: in a week one of them. */
function shownOf(calendars: readonly Calendar[], { zeitraum, zeige, leistung, kalender }: CalendarSearch): readonly Calendar[] {
  if (zeitraum === 'woche') return [calendars.find(({ id }) => id === kalender) ?? calendars[0]].filter(one => one !== undefined)
  return calendars.filter(one => (zeige === undefined || (zeige === 'personen') === (one.kind === 'person')) && (leistung === undefined || one.service === leistung))
}

function useLive(carrier: string): StreamState {
  const queries = useQueryClient()
  const { expired } = useSession()
  const [connection, setConnection] = useState<StreamState>('connecting')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries({ queryKey: ['calendar', carrier] })
      }, gatherMs)
    }
    const stream = openStream({
      url: `/portal/api/stream?carrier=${encodeURIComponent(carrier)}`,
      onEvent: event => {
        if (event.kind === 'change' && event.carrier === carrier && event.items.some(({ type }) => told.has(type))) refresh()
      },
      onState: (state, missed) => {
        setConnection(state)
        if (missed) refresh()
        if (state === 'expired') expired()
      },
    })
    return () => {
      stream.close()
      clearTimeout(timer)
    }
  }, [carrier, queries, expired])
  return connection
}
