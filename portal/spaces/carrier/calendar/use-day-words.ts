import { useLingui } from '@lingui/react/macro'
import { addDays, mondayOf } from '../../../client/calendar/days.ts'

/** Days and weeks as headings. */
export function useDayWords(): { readonly day: (day: string) => string; readonly short: (day: string) => string; readonly week: (day: string) => string } {
  const { i18n, t } = useLingui()
  const region = i18n.locale === 'en' ? 'en-GB' : 'de-DE'
  const as = (day: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(region, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
  return {
    day: day => as(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    short: day => as(day, { weekday: 'short', day: '2-digit', month: '2-digit' }),
    week: day => {
      const monday = mondayOf(day)
      const [from, to] = [as(monday, { day: 'numeric', month: 'long' }), as(addDays(monday, 6), { day: 'numeric', month: 'long', year: 'numeric' })]
      return t`Woche vom ${from} bis ${to}`
    },
  }
}
