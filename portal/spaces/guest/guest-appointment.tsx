import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { AppointmentView, GuestKey, Offer } from '@steckwerk/api/contract/booking'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerAsGuest, cancelAsGuest, fetchOffer, guestCalendar, moveAsGuest, openAsGuest } from '../../client/booking.ts'
import { saveFile } from '../../client/save-file.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { AppointmentSheet } from '../booking/appointment-sheet.tsx'
import { isTaken, useBookingFault } from '../booking/booking-fault.ts'
import type { Answer } from '../booking/offered-time.tsx'
import { TimeChoice } from '../booking/time-choice.tsx'
import { GuestFormOpen } from './form/guest-form-open.tsx'
import { GuestForms } from './form/guest-forms.tsx'
import calm from '../../shell/calm.module.css'

/** A guest's appointment. There is no session and so no event stream: it is asked for twice a minute. */
export function GuestAppointment({ first, guest }: { first: AppointmentView; guest: GuestKey }) {
  const queries = useQueryClient()
  const faultText = useFaultText()
  const [moving, setMoving] = useState(false)
  const [form, setForm] = useState<FormDocument>()
  const key = ['guest', first.carrier.slug, first.patient.id]
  const { data: view } = useQuery({ queryKey: key, queryFn: () => openAsGuest(guest), initialData: first, refetchInterval: 30_000, staleTime: 30_000, gcTime: 0 })
  const shown = (next: AppointmentView) => {
    queries.setQueryData(key, next)
    setMoving(false)
  }
  const cancel = useMutation({ mutationFn: (reason: string | undefined) => cancelAsGuest({ ...guest, ...(reason === undefined ? {} : { reason }) }), gcTime: 0, onSuccess: shown })
  const answer = useMutation({ mutationFn: (given: Answer) => answerAsGuest(guest, given), gcTime: 0, onSuccess: shown, onError: () => void queries.invalidateQueries({ queryKey: key }) })
  const calendar = useMutation({ mutationFn: () => guestCalendar(guest), gcTime: 0, onSuccess: file => saveFile(file, 'termin.ics') })
  const offer = useQuery({ queryKey: ['booking', 'offer', view.carrier.slug, view.service], queryFn: ({ signal }) => fetchOffer(view.carrier.slug, view.service ?? '', signal), enabled: moving && view.service !== undefined })
  if (form !== undefined) return <GuestFormOpen first={form} guest={guest} onClose={() => setForm(undefined)} />
  return (
    <>
      <GuestForms appointment={view} guest={guest} onOpen={setForm} />
      {calendar.isError && <Notice tone="bad" live>{faultText(calendar.error)}</Notice>}
      <AppointmentSheet
        view={view} answering={{ run: given => answer.mutate(given), pending: answer.isPending ? answer.variables : undefined, error: answer.error }} cancelling={{ run: reason => cancel.mutate(reason), pending: cancel.isPending, error: cancel.error }}
        calendar={<Button variant="default" leftSection={<Icon name="calendar" />} loading={calendar.isPending} onClick={() => calendar.mutate()}><Trans>In den Kalender</Trans></Button>}
        move={<Button variant="default" leftSection={<Icon name="replay" />} aria-expanded={moving} onClick={() => setMoving(!moving)}><Trans>Verschieben</Trans></Button>}
      />
      {moving && offer.isPending && <Loading />}
      {moving && offer.data !== undefined && <Moving offer={offer.data.offer} guest={guest} onMoved={shown} />}
    </>
  )
}

function Moving({ offer, guest, onMoved }: { offer: Offer; guest: GuestKey; onMoved: (view: AppointmentView) => void }) {
  const bookingFault = useBookingFault()
  const queries = useQueryClient()
  const [slot, setSlot] = useState<string>()
  const [tried, setTried] = useState(false)
  const move = useMutation({
    mutationFn: (chosen: string) => moveAsGuest({ ...guest, slot: chosen }), gcTime: 0, onSuccess: onMoved,
    onError: error => {
      if (isTaken(error)) void queries.invalidateQueries({ queryKey: ['booking', 'free', offer.carrier.slug, offer.service] })
    },
  })
  return (
    <>
      {move.isError && <Notice tone={isTaken(move.error) ? 'warn' : 'bad'} live>{bookingFault(move.error)}</Notice>}
      <TimeChoice offer={offer} slot={slot} onSlot={setSlot} missing={tried && slot === undefined} />
      <div className={calm['actions']}>
        <Button loading={move.isPending} onClick={() => {
          setTried(true)
          if (slot !== undefined) move.mutate(slot)
        }}><Trans>Auf diese Zeit verschieben</Trans></Button>
      </div>
    </>
  )
}
