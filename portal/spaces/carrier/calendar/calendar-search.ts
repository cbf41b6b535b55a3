import { isDay } from '../../../client/calendar/days.ts'

/** What the address keeps of the calendar, so that it can be shared and come back to: no person. */
export interface CalendarSearch {
  readonly tag?: string | undefined
  /** Absent = a day with all calendars. */
  readonly zeitraum?: 'woche' | undefined
  readonly als?: 'tabelle' | undefined
  /** Only people, or only rooms and devices. */
  readonly zeige?: 'personen' | 'raeume' | undefined
  /** The service whose calendars are shown. */
  readonly leistung?: string | undefined
  /** The one calendar of the week. */
  readonly kalender?: string | undefined
}

export function readCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  const text = (name: string): string | undefined => typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined
  const zeige = text('zeige')
  return {
    tag: isDay(search['tag']) ? search['tag'] : undefined,
    zeitraum: search['zeitraum'] === 'woche' ? 'woche' : undefined,
    als: search['als'] === 'tabelle' ? 'tabelle' : undefined,
    zeige: zeige === 'personen' || zeige === 'raeume' ? zeige : undefined,
    leistung: text('leistung'),
    kalender: text('kalender'),
  }
}
