import { useLingui } from '@lingui/react/macro'
import type { WeekDay, Wishes } from '@steckwerk/api/contract/booking'
import { useMemo } from 'react'
import { useFormats } from '../../shell/format.ts'

/** What somebody who waits wishes for, in words; the same for patients and staff. */
export function useWishWords(): { readonly day: (day: WeekDay) => string; readonly notice: (hours: number) => string; readonly all: (wishes: Wishes) => readonly string[] } {
  const { i18n, t } = useLingui()
  const { date } = useFormats()
  return useMemo(() => {
    const region = i18n.locale === 'en' ? 'en-GB' : 'de-DE'
    const weekday = new Intl.DateTimeFormat(region, { weekday: 'long', timeZone: 'UTC' })
    // 1 January 2024 was a Monday.
    const day = (of: WeekDay): string => weekday.format(Date.UTC(2024, 0, 1 + ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(of)))
    const notice = (hours: number): string => {
      const days = Math.round(hours / 24)
      return hours === 0 ? t`auch kurzfristig` : hours < 24 ? t`mindestens ${hours} Stunden vorher` : days === 1 ? t`mindestens einen Tag vorher` : t`mindestens ${days} Tage vorher`
    }
    const all = ({ from, until, days, after, before, noticeHours }: Wishes): readonly string[] => {
      const [first, last] = [from === undefined ? '' : date(from), until === undefined ? '' : date(until)]
      const span = first !== '' && last !== '' ? t`vom ${first} bis zum ${last}` : first !== '' ? t`ab dem ${first}` : last !== '' ? t`bis zum ${last}` : undefined
      const hours = after !== undefined && before !== undefined ? t`zwischen ${after} und ${before} Uhr` : before !== undefined ? t`vor ${before} Uhr` : after !== undefined ? t`ab ${after} Uhr` : undefined
      const list = days.length === 0 ? undefined : new Intl.ListFormat(region, { type: 'conjunction' }).format(days.map(day))
      return [span, list, hours, notice(noticeHours)].filter(part => part !== undefined)
    }
    return { day, notice, all }
  }, [i18n.locale, t, date])
}
