import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { Age } from '../client/age.ts'
import { houseZone } from '../client/house-zone.ts'

export interface Formats {
  readonly number: (value: number) => string
  /** 14:02 */
  readonly time: (instant: string | number) => string
  /** 14:02 at the hospital. */
  readonly houseTime: (instant: string | number) => string
  /** 14:02:31 */
  readonly seconds: (instant: string | number) => string
  /** 21.11.2026, 14:02 */
  readonly dateTime: (instant: string | number) => string
  /** Sa., 21.11.2026, 14:02–15:30; with both days where they differ, one moment where start and end are the same. */
  readonly span: (start: string, end: string) => string
  /** 21.11. 14:02, or only the time where it is today. */
  readonly shortMoment: (instant: string | number, now: number) => string
  /** A FHIR date, as exact as it is given. */
  readonly date: (date: string) => string
  /** "12 s", "3 min", "2 h 05 min", "4 Tage" */
  readonly duration: (ms: number) => string
  readonly age: (age: Age) => string
}

const regions: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' }

/** Numbers, dates and spans in the language of the page; in the reader's time zone where nothing else is said. */
export function useFormats(): Formats {
  const { i18n, t } = useLingui()
  return useMemo(() => {
    const region = regions[i18n.locale] ?? i18n.locale
    const number = new Intl.NumberFormat(region)
    const dateTimeFormat = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(region, options)
    const time = dateTimeFormat({ hour: '2-digit', minute: '2-digit' })
    const houseTime = dateTimeFormat({ hour: '2-digit', minute: '2-digit', timeZone: houseZone })
    const seconds = dateTimeFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
    const dateTime = dateTimeFormat({ day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' })
    const dayTime = dateTimeFormat({ weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' })
    const dayMonthTime = dateTimeFormat({ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' })
    const day = dateTimeFormat({ day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })
    const month = dateTimeFormat({ month: '2-digit', year: 'numeric', timeZone: 'UTC' })
    return {
      number: value => number.format(value),
      time: instant => time.format(new Date(instant)),
      houseTime: instant => houseTime.format(new Date(instant)),
      seconds: instant => seconds.format(new Date(instant)),
      dateTime: instant => dateTime.format(new Date(instant)),
      span: (start, end) => {
        const [from, to] = [new Date(start), new Date(end)]
        if (start === end) return dayTime.format(from)
        return from.toDateString() === to.toDateString() ? `${dayTime.format(from)}–${time.format(to)}` : `${dayTime.format(from)} – ${dayTime.format(to)}`
      },
      shortMoment: (instant, now) => {
        const at = new Date(instant)
        return at.toDateString() === new Date(now).toDateString() ? time.format(at) : dayMonthTime.format(at)
      },
      date: date => {
        const parts = date.split('-')
        if (parts.length === 1) return date
        return (parts.length === 2 ? month : day).format(new Date(parts.length === 2 ? `${date}-01` : date.slice(0, 10)))
      },
      duration: ms => {
        const total = Math.max(0, Math.round(ms / 1000))
        if (total < 60) return t`${total} s`
        const minutes = Math.floor(total / 60)
        if (minutes < 60) return t`${minutes} min`
        const hours = Math.floor(minutes / 60)
        const rest = String(minutes % 60).padStart(2, '0')
        if (hours < 48) return t`${hours} h ${rest} min`
        const days = Math.floor(hours / 24)
        return t`${days} Tage`
      },
      age: ({ value, unit }) => unit === 'year' ? t`${value} J.` : unit === 'month' ? t`${value} Mon.` : t`${value} T.`,
    }
  }, [i18n, i18n.locale, t])
}
