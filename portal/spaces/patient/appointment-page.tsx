import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { answerOffer, calendarAddress, cancelAppointment, fetchAppointment } from '../../client/booking.ts'
import { openStream } from '../../client/event-stream.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { Slots } from '../../shell/slots/slots.tsx'
import { AppointmentSheet } from '../booking/appointment-sheet.tsx'
import { isOver, useBookingFault } from '../booking/booking-fault.ts'
import { BrandFrame } from '../booking/brand-frame.tsx'
import type { Answer } from '../booking/offered-time.tsx'
import { useForms } from './form/use-forms.ts'
import { VisitForms } from './form/visit-forms.tsx'
import calm from '../../shell/calm.module.css'

/** One appointment, kept up to date by the hospital's event stream: what the hospital changes is seen without a reload. */
export function AppointmentPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const bookingFault = useBookingFault()
  const announce = useAnnounce()
  const { carrier, id } = useParams({ from: '/frame/meine/termin/$carrier/$id' })
  const queries = useQueryClient()
  const key = ['appointment', carrier, id]
  const appointment = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchAppointment(carrier, id, signal) })
  useEffect(() => {
    const again = () => {
      void queries.invalidateQueries({ queryKey: ['appointment', carrier, id] })
      void queries.invalidateQueries({ queryKey: ['appointments'] })
    }
    const stream = openStream({
      url: `/portal/api/stream?carrier=${encodeURIComponent(carrier)}`,
      onEvent: event => {
        if (event.kind === 'change' && event.items.some(item => item.type === 'Appointment' && item.id === id)) again()
      },
      // What happened while the connection was lost is asked for.
      onState: (_state, missed) => {
        if (missed) again()
      },
    })
    return () => stream.close()
  }, [carrier, id, queries])
  const cancel = useMutation({
    mutationFn: (reason: string | undefined) => cancelAppointment(carrier, id, reason === undefined ? {} : { reason }),
    onSuccess: view => {
      queries.setQueryData(key, view)
      void queries.invalidateQueries({ queryKey: ['appointments'] })
    },
  })
  const answer = useMutation({
    mutationFn: (given: Answer) => answerOffer(carrier, id, given),
    onSuccess: (changed, given) => {
      queries.setQueryData(key, changed)
      void queries.invalidateQueries({ queryKey: ['appointments'] })
      announce(given === 'accept' ? t`Gebucht.` : changed.state === 'waiting' ? t`Sie bleiben auf der Warteliste.` : t`Abgelehnt.`)
      // What was pressed is gone.
      document.querySelector('h1')?.focus()
    },
    onError: error => {
      if (isOver(error)) void queries.invalidateQueries({ queryKey: key })
    },
  })
  const { query: forms } = useForms(undefined)
  const view = appointment.data
  return (
    <Column>
      <PageHead title={t`Ihr Termin`} above={<Link to="/meine/termine" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Termine</Trans></Link>} />
      {appointment.isError && <Notice tone="bad" live>{faultText(appointment.error)}</Notice>}
      {appointment.isPending && <Loading />}
      {view !== undefined && (
        <BrandFrame brand={view.brand}>
          {isOver(answer.error) && view.state !== 'offered' && <Notice tone="warn" live>{bookingFault(answer.error)}{view.state === 'waiting' && <> <Trans>Sie stehen weiter auf der Warteliste.</Trans></>}</Notice>}
          <VisitForms appointment={view} forms={forms.data?.forms ?? []} />
          <AppointmentSheet
            view={view} answering={{ run: given => answer.mutate(given), pending: answer.isPending ? answer.variables : undefined, error: answer.error }} cancelling={{ run: reason => cancel.mutate(reason), pending: cancel.isPending, error: cancel.error }}
            calendar={<a href={calendarAddress(carrier, id)} download="termin.ics" className={calm['button']} data-look="quiet"><Icon name="calendar" /><Trans>In den Kalender</Trans></a>}
            move={view.service === undefined ? null : <Link to="/meine/termine/neu/$carrier/$service" params={{ carrier, service: view.service }} search={{ verschieben: id }} className={calm['button'] ?? ''} data-look="quiet"><Icon name="replay" /><Trans>Verschieben</Trans></Link>}
          />
          <Slots carrier={carrier} place="patient-appointment" about={{ appointment: id }} />
        </BrandFrame>
      )}
    </Column>
  )
}
