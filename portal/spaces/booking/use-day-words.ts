import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { houseZone } from '../../client/house-zone.ts'

/** Days and times at the hospital, whose clock is Germany's, wherever the reader is. */
export function useDayWords(): { readonly day: (day: string) => string; readonly longDay: (instant: string) => string; readonly time: (instant: string) => string; readonly dayOf: (instant: string) => string } {
  const { i18n } = useLingui()
  return useMemo(() => {
    const region = i18n.locale === 'en' ? 'en-GB' : 'de-DE'
    const short = new Intl.DateTimeFormat(region, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    const long = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: houseZone })
    const time = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', timeZone: houseZone })
    const plain = new Intl.DateTimeFormat('en-CA', { timeZone: houseZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    return { day: day => short.format(new Date(`${day}T00:00:00Z`)), longDay: at => long.format(new Date(at)), time: at => time.format(new Date(at)), dayOf: at => plain.format(new Date(at)) }
  }, [i18n.locale])
}
