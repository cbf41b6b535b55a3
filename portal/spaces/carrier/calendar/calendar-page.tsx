import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { DeskBooking } from '@steckwerk/api/contract/desk-booking'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { freeSlot, moveAppointment } from '../../../client/calendar/act.ts'
import { dayOf } from '../../../client/calendar/days.ts'
import type { Entry } from '../../../client/calendar/model.ts'
import { arranges } from '../../../client/carrier-pages.ts'
import { useAnnounce } from '../../../shell/announcer.tsx'
import { Connection } from '../../../shell/connection.tsx'
import { HelpNote } from '../../../shell/help-note.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useSession } from '../../../shell/session-context.ts'
import { useNow } from '../../../shell/use-now.ts'
import { usePrinting } from '../../clinic/use-printing.ts'
import { useCarrier } from '../carrier-space.tsx'
import { useAct } from '../use-act.ts'
import { BookingCode } from './booking-code.tsx'
import { CalendarGrid } from './calendar-grid.tsx'
import type { CalendarSearch } from './calendar-search.ts'
import { CalendarTable } from './calendar-table.tsx'
import { CalendarToolbar } from './calendar-toolbar.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { useCalendar } from './use-calendar.ts'
import { useCalendarFault } from './use-calendar-fault.ts'
import { WaitingDetail } from './waiting-detail.tsx'
import { WaitingList } from './waiting-list.tsx'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

interface Move { readonly entry: Entry; readonly to: Entry }
interface Moved { readonly id: string; readonly back: { readonly slot: string; readonly start: number; readonly end: number } | undefined }

/** The staff's calendar: people and rooms side by side through a day, or one of them through a week. */
export function CalendarPage() {
  const { t } = useLingui()
  const { me } = useSession()
  const { slug, name } = useCarrier()
  const search = useSearch({ from: '/frame/traeger/$carrier/kalender' })
  const navigate = useNavigate({ from: '/traeger/$carrier/kalender' })
  const fault = useCalendarFault()
  const announce = useAnnounce()
  const printing = usePrinting()
  const now = useNow(60_000)
  const today = dayOf(now)
  const { connection, day, days, calendars, shown, schedules, content, columns, waiting } = useCalendar(slug, search, today)
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [moved, setMoved] = useState<Moved | null>(null)
  const [blocked, setBlocked] = useState<string | null>(null)
  const [made, setMade] = useState<DeskBooking | null>(null)
  const [waitingId, setWaitingId] = useState<string | null>(null)
  const mayArrange = arranges(me, slug)
  const touches = ['calendar', slug]
  const move = useAct<Move, string>(({ entry, to }) => moveAppointment(slug, entry.booked!.id, slotAt(to)), touches, t`Verschoben.`, (id, { entry }) => {
    setOpenKey(null)
    setMoved({ id, back: entry.slot === undefined ? undefined : { slot: entry.slot, start: entry.start, end: entry.end } })
  })
  const undo = useAct<Moved, string>(({ id, back }) => moveAppointment(slug, id, slotAt({ slot: back!.slot, start: back!.start, end: back!.end })), touches, t`Zurückgelegt.`, () => setMoved(null))
  const unblock = useAct<string, void>(slot => freeSlot(slug, slot), touches, t`Wieder frei.`, () => setBlocked(null))
  const change = (to: Partial<CalendarSearch>) => void navigate({ search: before => ({ ...before, ...to }) })
  const open = columns.flatMap(({ entries }) => entries).find(({ key }) => key === openKey)
  const asTable = search.als === 'tabelle' || printing
  const waits = waiting.data?.find(({ id }) => id === waitingId)
  const opened = (entry: Entry) => {
    setMoved(null)
    setBlocked(null)
    setWaitingId(null)
    setOpenKey(entry.key)
  }
  return (
    <div className={shared['page']}>
      <PageHead title={t`Kalender`} above={name} beside={<Connection state={connection} updatedAt={content.dataUpdatedAt === 0 ? null : content.dataUpdatedAt} />} />
      <HelpNote>
        <p><Trans>Freie Zeiten lassen sich anklicken und vergeben. Einen Termin verschieben Sie mit der Maus auf eine freie Zeit, oder Sie öffnen ihn und wählen „Verschieben nach …“. Das Kliniksystem und die Person erfahren davon.</Trans></p>
        <p><Trans>Eine freie Zeit lässt sich auch sperren, oder jemandem von der Warteliste anbieten: Sie ist dann gehalten, bis die Person antwortet.</Trans></p>
        <p><Trans>Wer einen Termin hat und noch nicht in Behandlung ist, steht hier nur mit dem Namen. „Belegt“ ohne Namen heißt: Die Zeit ist vergeben, und an wen, dürfen Sie nicht sehen.</Trans></p>
      </HelpNote>
      <CalendarToolbar search={search} day={day} today={today} calendars={calendars} shown={shown} change={change} />
      {(schedules.isError || content.isError) && <Notice tone="bad" live>{fault(schedules.error ?? content.error)}</Notice>}
      {move.trouble !== null && <Notice tone="bad" live>{fault(move.trouble)}</Notice>}
      {undo.trouble !== null && <Notice tone="bad" live>{fault(undo.trouble)}</Notice>}
      {moved !== null && (
        <Notice tone="ok" live action={moved.back === undefined ? undefined : <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate(moved)}><Trans>Rückgängig</Trans></Button>}>
          <Trans>Der Termin ist verschoben.</Trans>
        </Notice>
      )}
      {unblock.trouble !== null && <Notice tone="bad" live>{fault(unblock.trouble)}</Notice>}
      {blocked !== null && (
        <Notice tone="ok" live action={<Button size="compact-sm" variant="default" loading={unblock.isPending} onClick={() => unblock.mutate(blocked)}><Trans>Rückgängig</Trans></Button>}>
          <Trans>Die Zeit ist gesperrt. Niemand kann sie mehr buchen.</Trans>
        </Notice>
      )}
      {made?.code !== undefined && <BookingCode code={made.code} until={made.codeUntil ?? ''} onDone={() => setMade(null)} />}
      {schedules.isPending || (content.isPending && shown.length > 0) ? <Loading /> : null}
      {schedules.isSuccess && calendars.length === 0 && (
        <div className={shared['panel']}><Empty icon="calendar" title={<Trans>Noch keine Kalender</Trans>}><Trans>Kalender legt der Dienst für Termine an, den Ihr Träger unter „Dienste“ bestellt, oder Ihr Kliniksystem.</Trans></Empty></div>
      )}
      {calendars.length > 0 && shown.length === 0 && <div className={shared['panel']}><Empty icon="search" title={<Trans>Kein Kalender passt</Trans>}><Trans>Ändern Sie die Auswahl oben.</Trans></Empty></div>}
      {columns.length > 0 && (
        <div className={shared['split']} data-open={open !== undefined || waits !== undefined}>
          <div className={classes['sheet']} data-stale={content.isPlaceholderData}>
            {asTable
              ? <CalendarTable columns={columns} now={now} mayArrange={mayArrange} onOpen={opened} days={days} />
              : <CalendarGrid columns={columns} days={days} now={now} open={openKey} mayArrange={mayArrange} onOpen={opened} onMove={(entry, to) => { setMoved(null); move.mutate({ entry, to }) }} />}
          </div>
          {open !== undefined && (
            <EntryDetail
              key={open.key} carrier={slug} entry={open} calendars={calendars} waiting={waiting.data ?? []} now={now} mayArrange={mayArrange} onClose={() => setOpenKey(null)}
              onMoved={(id) => { setOpenKey(null); setMoved({ id, back: open.slot === undefined ? undefined : { slot: open.slot, start: open.start, end: open.end } }); announce(t`Verschoben.`) }}
              onBooked={booking => { setOpenKey(null); setMade(booking.code === undefined ? null : booking) }} onBlocked={() => { setOpenKey(null); setBlocked(open.slot ?? null) }}
            />
          )}
          {waits !== undefined && <WaitingDetail key={waits.id} carrier={slug} waiting={waits} calendars={calendars} now={now} mayArrange={mayArrange} onClose={() => setWaitingId(null)} />}
        </div>
      )}
      {waiting.isError && <Notice tone="bad" live>{fault(waiting.error)}</Notice>}
      {columns.length > 0 && waiting.data !== undefined && (
        <div className="screen-only"><WaitingList waiting={waiting.data} calendars={calendars} now={now} onOpen={({ id }) => { setOpenKey(null); setMoved(null); setBlocked(null); setWaitingId(id) }} /></div>
      )}
    </div>
  )
}

const slotAt = ({ slot, start, end }: Pick<Entry, 'slot' | 'start' | 'end'>) =>
  ({ resourceType: 'Slot' as const, id: slot ?? '', start: new Date(start).toISOString(), end: new Date(end).toISOString() })
