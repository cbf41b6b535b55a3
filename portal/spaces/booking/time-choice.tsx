import { Button } from '@mantine/core'
import { Plural, Trans } from '@lingui/react/macro'
import type { Offer } from '@steckwerk/api/contract/booking'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { fetchDays, fetchTimes } from '../../client/booking.ts'
import { Card, Wrong } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { Costs } from './costs.tsx'
import { useDayWords } from './use-day-words.ts'
import calm from '../../shell/calm.module.css'
import classes from './booking.module.css'

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Days shown at first: on a phone all of four weeks would push the times out of sight. */
const fewDays = 8

/** Costs first, then how many times are free on which day, then the times of the first such day, or of another. */
export function TimeChoice({ offer, slot, onSlot, missing }: { offer: Offer; slot: string | undefined; onSlot: (slot: string | undefined) => void; missing: boolean }) {
  const faultText = useFaultText()
  const words = useDayWords()
  const [from, setFrom] = useState<string>()
  const [picked, setPicked] = useState<string>()
  const dayField = useRef<HTMLFieldSetElement>(null)
  const [wantsAll, setWantsAll] = useState(false)
  const name = useId()
  const key = ['booking', 'free', offer.carrier.slug, offer.service]
  const days = useQuery({ queryKey: [...key, 'days', from ?? ''], queryFn: ({ signal }) => fetchDays(offer.carrier.slug, offer.service, from, signal), placeholderData: keepPreviousData })
  const day = days.data?.days.some(one => one.day === picked) === true ? picked : days.data?.days[0]?.day
  const times = useQuery({ queryKey: [...key, 'times', day ?? ''], queryFn: ({ signal }) => fetchTimes(offer.carrier.slug, offer.service, day ?? '', signal), enabled: day !== undefined })
  const failed = [days, times].find(query => query.isError)
  const all = days.data?.days ?? []
  const shown = wantsAll ? all : all.slice(0, fewDays)
  const showAll = () => {
    setWantsAll(true)
    requestAnimationFrame(() => dayField.current?.querySelectorAll('input')[fewDays]?.focus())
  }
  const dayText = day === undefined ? '' : words.longDay(`${day}T12:00:00Z`)
  return (
    <>
      <Card title={<Trans>Kosten</Trans>}><p><Costs costs={offer.costs} /></p></Card>
      <Card title={<Trans>Tag und Uhrzeit</Trans>} icon="calendar">
        {failed !== undefined && <Notice tone="bad" live>{faultText(failed.error)}</Notice>}
        {days.isPending && <Loading />}
        {days.data?.days.length === 0 && (
          <Empty icon="calendar" title={<Trans>In diesen vier Wochen ist nichts frei</Trans>}>{offer.phone === undefined ? <Trans>Sehen Sie bei den späteren Terminen nach.</Trans> : <Trans>Sehen Sie bei den späteren Terminen nach, oder rufen Sie an: {offer.phone}</Trans>}</Empty>
        )}
        {days.data !== undefined && days.data.days.length > 0 && (
          <fieldset ref={dayField} className={classes['days']}>
            <legend><Trans>Welcher Tag?</Trans></legend>
            {shown.map(one => (
              <label key={one.day} className={classes['cell']}>
                <input type="radio" name={`${name}-day`} checked={one.day === day} onChange={() => { setPicked(one.day); onSlot(undefined) }} />
                <span>{words.day(one.day)}</span>
                <small><Plural value={one.free} one="# Zeit frei" other="# Zeiten frei" /></small>
              </label>
            ))}
            {shown.length < all.length && <Button variant="default" className={classes['more'] ?? ''} onClick={showAll}><Plural value={all.length - shown.length} one="Noch # Tag" other="Noch # Tage" /></Button>}
          </fieldset>
        )}
        {times.isLoading && <Loading />}
        {times.data !== undefined && times.data.times.length > 0 && (
          <fieldset className={classes['times']} aria-describedby={missing ? `${name}-missing` : undefined} data-part="times">
            <legend><Trans>Welche Uhrzeit am {dayText}?</Trans></legend>
            {times.data.times.map(time => (
              <label key={time.slot} className={classes['cell']}>
                <input type="radio" name={`${name}-time`} value={time.slot} checked={time.slot === slot} onChange={() => onSlot(time.slot)} />
                <span>{words.time(time.start)}</span>
                {time.with !== undefined && <small>{time.with}</small>}
              </label>
            ))}
          </fieldset>
        )}
        {missing && <Wrong id={`${name}-missing`}><Trans>Bitte wählen Sie eine Uhrzeit.</Trans></Wrong>}
        {days.data !== undefined && (
          <div className={calm['actions']}>
            {from !== undefined && <Button variant="default" onClick={() => { setFrom(undefined); onSlot(undefined) }}><Trans>Zu den nächsten Terminen</Trans></Button>}
            <Button variant="default" onClick={() => { setFrom(dayAfter(days.data.until)); onSlot(undefined) }}><Trans>Spätere Termine</Trans></Button>
          </div>
        )}
      </Card>
    </>
  )
}
