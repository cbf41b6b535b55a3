import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { book, fetchOffer, moveAppointment } from '../../client/booking.ts'
import { Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { isTaken, useBookingFault } from '../booking/booking-fault.ts'
import { BrandFrame } from '../booking/brand-frame.tsx'
import { TimeChoice } from '../booking/time-choice.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { useAppointments } from './use-appointments.ts'
import { usePeople } from './use-people.ts'
import { WaitingForm } from './waiting-form.tsx'
import calm from '../../shell/calm.module.css'

/** One page: costs, day, time, and one button. Also moves an appointment to another time. */
export function BookingPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const bookingFault = useBookingFault()
  const { carrier, service } = useParams({ from: '/frame/meine/termine/neu/$carrier/$service' })
  const { verschieben: moved } = useSearch({ from: '/frame/meine/termine/neu/$carrier/$service' })
  const { links, people, person } = usePeople()
  const { mine } = useAppointments(person)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const detail = useQuery({ queryKey: ['booking', 'offer', carrier, service], queryFn: ({ signal }) => fetchOffer(carrier, service, signal) })
  const [slot, setSlot] = useState<string>()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const patient = person?.links.find(link => link.carrier.slug === carrier && (link.relation !== 'proxy' || link.may === 'act'))?.patient
  const make = useMutation({
    mutationFn: (chosen: string) => moved === undefined
      ? book({ carrier, service, slot: chosen, patient: patient?.id ?? '', ...(note.trim() === '' ? {} : { note: note.trim() }) })
      : moveAppointment(carrier, moved, chosen),
    onSuccess: async view => {
      queries.setQueryData(['appointment', carrier, view.id], view)
      void queries.invalidateQueries({ queryKey: ['appointments'] })
      await navigate({ to: '/meine/termin/$carrier/$id', params: { carrier, id: view.id } })
    },
    onError: error => {
      if (!isTaken(error)) return
      setSlot(undefined)
      setTried(false)
      void queries.invalidateQueries({ queryKey: ['booking', 'free', carrier, service] })
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (slot === undefined) return form.current?.querySelector<HTMLInputElement>('[data-part=times] input')?.focus()
    make.mutate(slot)
  }
  const offer = detail.data?.offer
  const isRequest = offer?.mode === 'request'
  const waits = mine.find(view => (view.state === 'offered' || (view.state === 'waiting' && view.can.cancel)) && view.carrier.slug === carrier && view.service === service)
  const name = person === undefined || person.self ? undefined : person.name
  return (
    <Column>
      <PageHead title={offer?.name ?? t`Termin buchen`} above={<Link to="/meine/termine/neu" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Andere Sprechstunde</Trans></Link>} {...(name === undefined ? {} : { lead: <Trans>Für <strong>{name}</strong></Trans> })} />
      {moved === undefined && <PersonSwitch people={people} person={person} />}
      {moved !== undefined && <Notice tone="quiet"><Trans>Sie verschieben einen Termin. Der bisherige bleibt, bis der neue steht.</Trans></Notice>}
      {detail.isError && <Notice tone="bad" live>{faultText(detail.error)}</Notice>}
      {(detail.isPending || links.isPending) && <Loading />}
      {detail.data !== undefined && offer !== undefined && links.isSuccess && (
        <BrandFrame brand={detail.data.brand}>
          <form ref={form} onSubmit={submit} className={calm['form']} noValidate>
            {make.isError && <Notice tone={isTaken(make.error) ? 'warn' : 'bad'} live>{bookingFault(make.error)}</Notice>}
            <TimeChoice offer={offer} slot={slot} onSlot={setSlot} missing={tried && slot === undefined} />
            {patient === undefined ? (
              <Notice tone="warn"><Trans>Mit diesem Krankenhaus sind Sie noch nicht verbunden. Sie können trotzdem buchen: mit Namen und Geburtsdatum.</Trans> <Link to="/buchen/$carrier/$service" params={{ carrier, service }}><Trans>Ohne Verbindung buchen</Trans></Link></Notice>
            ) : (
              <>
                {moved === undefined && <Textarea label={t`Nachricht an das Krankenhaus (freiwillig)`} maxLength={500} autosize minRows={2} value={note} onChange={event => setNote(event.currentTarget.value)} />}
                {isRequest && <Notice tone="warn"><Trans>Das wird eine Anfrage. Fest ist der Termin erst, wenn das Krankenhaus ihn bestätigt.</Trans></Notice>}
                <div className={calm['actions']}><Button type="submit" size="md" loading={make.isPending}>{moved !== undefined ? <Trans>Auf diese Zeit verschieben</Trans> : isRequest ? <Trans>Anfrage senden</Trans> : <Trans>Termin fest buchen</Trans>}</Button></div>
              </>
            )}
          </form>
          {moved === undefined && patient !== undefined && detail.data.waits && <WaitingForm key={patient.id} offer={offer} patient={patient.id} waits={waits} />}
        </BrandFrame>
      )}
    </Column>
  )
}
