import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { addDays, isDay } from '../../../client/calendar/days.ts'
import type { Calendar } from '../../../client/calendar/model.ts'
import { Icon } from '../../../shell/icon.tsx'
import type { CalendarSearch } from './calendar-search.ts'
import { useDayWords } from './use-day-words.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

/** Which day, which calendars, and how: all of it stands in the address. */
export function CalendarToolbar({ search, day, today, calendars, shown, change }: {
  search: CalendarSearch; day: string; today: string; calendars: readonly Calendar[]; shown: readonly Calendar[]; change: (to: Partial<CalendarSearch>) => void
}) {
  const { t } = useLingui()
  const words = useDayWords()
  const week = search.zeitraum === 'woche'
  const step = week ? 7 : 1
  const services = [...new Set(calendars.map(({ service }) => service).filter(service => service !== ''))].toSorted((a, b) => a.localeCompare(b))
  const title = week ? words.week(day) : words.day(day)
  return (
    <div className={classes['tools']}>
      <div className={`${classes['when']} screen-only`}>
        <Button variant="default" aria-label={week ? t`Woche davor` : t`Tag davor`} onClick={() => change({ tag: addDays(day, -step) })}><Icon name="back" /></Button>
        <Button variant="default" disabled={day === today} onClick={() => change({ tag: undefined })}><Trans>Heute</Trans></Button>
        <Button variant="default" aria-label={week ? t`Woche danach` : t`Tag danach`} onClick={() => change({ tag: addDays(day, step) })}><Icon name="forward" /></Button>
        <TextInput type="date" aria-label={t`Tag`} value={day} onChange={event => { if (isDay(event.currentTarget.value)) change({ tag: event.currentTarget.value }) }} />
      </div>
      <p className={classes['title']} aria-live="polite">{title}</p>
      <div className={`${shared['toolbar']} screen-only`}>
        <SegmentedControl aria-label={t`Zeitraum`} value={week ? 'woche' : 'tag'} onChange={value => change({ zeitraum: value === 'woche' ? 'woche' : undefined })} data={[{ value: 'tag', label: t`Tag` }, { value: 'woche', label: t`Woche` }]} />
        <SegmentedControl aria-label={t`Darstellung`} value={search.als ?? 'raster'} onChange={value => change({ als: value === 'tabelle' ? 'tabelle' : undefined })} data={[{ value: 'raster', label: t`Raster` }, { value: 'tabelle', label: t`Tabelle` }]} />
        {week
          ? <NativeSelect label={t`Kalender`} value={shown[0]?.id ?? ''} onChange={event => change({ kalender: event.currentTarget.value })} data={calendars.map(({ id, name }) => ({ value: id, label: name }))} />
          : (
            <>
              <NativeSelect label={t`Zeige`} value={search.zeige ?? ''} onChange={event => change({ zeige: event.currentTarget.value === '' ? undefined : event.currentTarget.value as 'personen' | 'raeume' })} data={[{ value: '', label: t`Personen und Räume` }, { value: 'personen', label: t`Nur Personen` }, { value: 'raeume', label: t`Nur Räume und Geräte` }]} />
              {services.length > 1 && <NativeSelect label={t`Leistung`} value={search.leistung ?? ''} onChange={event => change({ leistung: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} data={[{ value: '', label: t`Alle` }, ...services.map(service => ({ value: service, label: service }))]} />}
            </>
          )}
        <Button variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>
      </div>
    </div>
  )
}
