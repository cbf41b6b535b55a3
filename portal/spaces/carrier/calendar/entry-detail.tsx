import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { DeskBooking } from '@steckwerk/api/contract/desk-booking'
import { useState } from 'react'
import { confirmAppointment } from '../../../client/calendar/act.ts'
import { isOpen, type Calendar, type Entry } from '../../../client/calendar/model.ts'
import { dayOf } from '../../../client/calendar/days.ts'
import type { Waiting } from '../../../client/calendar/waiting.ts'
import { useFormats } from '../../../shell/format.ts'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { Detail } from '../detail.tsx'
import { useAct } from '../use-act.ts'
import { BlockTime } from './block-time.tsx'
import { BookForm } from './book-form.tsx'
import { CancelForm } from './cancel-form.tsx'
import { MoveForm } from './move-form.tsx'
import { OfferForm } from './offer-form.tsx'
import { PersonBanner } from './person-banner.tsx'
import { useCalendarFault } from './use-calendar-fault.ts'
import { useEntryWords } from './use-entry-words.ts'
import { useOfferWords } from './use-offer-words.ts'
import shared from '../carrier.module.css'

const tones = { booked: 'ok', requested: 'warn', here: 'ok', done: 'quiet', missed: 'bad', free: 'quiet', blocked: 'quiet', busy: 'quiet' } as const

/** What stands at one time, and what can be done with it. */
export function EntryDetail({ carrier, entry, calendars, waiting, now, mayArrange, onClose, onMoved, onBlocked, onBooked }: {
  carrier: string; entry: Entry; calendars: readonly Calendar[]; waiting: readonly Waiting[]; now: number; mayArrange: boolean; onClose: () => void; onMoved: (id: string) => void; onBlocked: () => void
  onBooked: (booking: DeskBooking) => void
}) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCalendarFault()
  const words = useEntryWords()
  const offerWords = useOfferWords()
  const [moving, setMoving] = useState(false)
  const confirm = useAct<string, void>(id => confirmAppointment(carrier, id), ['calendar', carrier], t`Zugesagt.`)
  const { booked, state } = entry
  const calendar = calendars.find(({ id }) => id === entry.calendar)
  const title = booked !== undefined ? words.who(entry) : state === 'free' ? t`Freie Zeit` : t`Gesperrte Zeit`
  const canChange = mayArrange && isOpen(entry) && entry.start > now
  const person = booked?.person
  // What is offered is the person's to answer.
  const offered = booked === undefined ? undefined : waiting.find(({ id, offer }) => id === booked.id && offer !== undefined)
  return (
    <Detail title={title} onClose={onClose}>
      {person !== undefined && <PersonBanner person={person} />}
      <dl className={shared['facts']}>
        <div><dt><Trans>Zeit</Trans></dt><dd>{date(dayOf(entry.start))}, {words.span(entry)}</dd></div>
        <div><dt><Trans>Kalender</Trans></dt><dd>{calendar?.name ?? entry.calendar}</dd></div>
        <div><dt><Trans>Zustand</Trans></dt><dd><Tag tone={tones[state]} icon={state === 'requested' ? 'clock' : 'calendar'}>{words.state(state)}</Tag></dd></div>
        {offered !== undefined && <div><dt><Trans>Angebote</Trans></dt><dd>{offerWords(offered, now)}</dd></div>}
        {booked !== undefined && booked.service !== '' && <div><dt><Trans>Leistung</Trans></dt><dd>{booked.service}</dd></div>}
        {booked !== undefined && booked.note !== '' && <div><dt><Trans>Hinweis</Trans></dt><dd>{booked.note}</dd></div>}
      </dl>
      {state === 'free' && mayArrange && <BookForm carrier={carrier} entry={entry} onDone={onClose} onBooked={onBooked} />}
      {state === 'free' && mayArrange && <OfferForm carrier={carrier} entry={entry} waiting={waiting.filter(({ calendars: of, offer }) => of.includes(entry.calendar) && (offer === undefined || offer.until <= now))} onDone={onClose} />}
      {booked === undefined && mayArrange && <BlockTime carrier={carrier} entry={entry} onBlocked={onBlocked} onFreed={onClose} />}
      {booked !== undefined && !canChange && mayArrange && <Notice tone="quiet"><Trans>Dieser Termin lässt sich nicht mehr ändern.</Trans></Notice>}
      {booked !== undefined && canChange && (
        <>
          {confirm.trouble !== null && <Notice tone="bad" live>{fault(confirm.trouble)}</Notice>}
          <div className={shared['actions']}>
            {state === 'requested' && offered === undefined && <Button loading={confirm.isPending} onClick={() => confirm.mutate(booked.id)}><Trans>Zusagen</Trans></Button>}
            {!moving && <Button variant="default" onClick={() => setMoving(true)}><Trans>Verschieben nach …</Trans></Button>}
          </div>
          {moving && <MoveForm carrier={carrier} entry={entry} calendars={calendars} now={now} onCancel={() => setMoving(false)} onMoved={onMoved} />}
          <CancelForm carrier={carrier} id={booked.id} onDone={onClose} />
        </>
      )}
    </Detail>
  )
}
