import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { AppointmentView, Offer, WeekDay } from '@steckwerk/api/contract/booking'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { wait } from '../../client/booking.ts'
import { Card, Choices } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useBookingFault } from '../booking/booking-fault.ts'
import { useDayWords } from '../booking/use-day-words.ts'
import { useWishWords } from '../booking/use-wish-words.ts'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

const weekdays: readonly WeekDay[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const notices = [0, 24, 72, 168] as const
const hours = { any: {}, morning: { before: '12:00' }, afternoon: { after: '12:00' } } as const
type Hours = keyof typeof hours

/** Where no time suits: who waits says when they would come, and is asked as soon as something fitting becomes free. */
export function WaitingForm({ offer, patient, waits }: { offer: Offer; patient: string; waits: AppointmentView | undefined }) {
  const { t } = useLingui()
  const fault = useBookingFault()
  const words = useWishWords()
  const { dayOf } = useDayWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [days, setDays] = useState<readonly WeekDay[]>([])
  const [time, setTime] = useState<Hours>('any')
  const [notice, setNotice] = useState(24)
  const today = dayOf(new Date().toISOString())
  const wrong = from !== '' && until !== '' && until < from ? t`Der letzte Tag liegt vor dem ersten.` : until !== '' && until < today ? t`Dieser Tag ist schon vorbei.` : undefined
  const carrier = offer.carrier.slug
  useEffect(() => {
    if (open) first.current?.focus()
  }, [open])
  const send = useMutation({
    mutationFn: () => wait({
      carrier, service: offer.service, patient,
      wishes: { ...(from === '' ? {} : { from }), ...(until === '' ? {} : { until }), days: weekdays.filter(day => days.includes(day)), ...hours[time], noticeHours: notice },
    }),
    onSuccess: async view => {
      queries.setQueryData(['appointment', carrier, view.id], view)
      void queries.invalidateQueries({ queryKey: ['appointments'] })
      await navigate({ to: '/meine/termin/$carrier/$id', params: { carrier, id: view.id } })
    },
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (wrong === undefined) send.mutate()
  }
  if (waits !== undefined) {
    return (
      <Card title={<Trans>Warteliste</Trans>} icon="clock">
        <p>{waits.state === 'offered' ? <Trans>Für diese Sprechstunde ist Ihnen gerade ein Termin angeboten.</Trans> : <Trans>Für diese Sprechstunde stehen Sie schon auf der Warteliste. Sie können trotzdem eine freie Zeit buchen.</Trans>}</p>
        <div className={calm['actions']}><Link to="/meine/termin/$carrier/$id" params={{ carrier, id: waits.id }} className={calm['button'] ?? ''} data-look="quiet">{waits.state === 'offered' ? <Trans>Angebot ansehen</Trans> : <Trans>Ansehen oder verlassen</Trans>}</Link></div>
      </Card>
    )
  }
  return (
    <Card title={<Trans>Keine Zeit passt?</Trans>} icon="clock">
      <p><Trans>Auf der Warteliste halten wir für Sie eine Zeit frei, sobald eine passende frei wird, und schreiben Ihnen. Sie entscheiden dann, ob Sie sie nehmen.</Trans></p>
      {!open && <div className={calm['actions']}><Button variant="default" size="md" aria-expanded={false} onClick={() => setOpen(true)}><Trans>Auf die Warteliste</Trans></Button></div>}
      {open && (
        <form className={calm['form']} onSubmit={submit} aria-label={t`Auf die Warteliste`} noValidate>
          <div className={classes['span']}>
            <TextInput ref={first} type="date" size="md" label={t`Frühestens (freiwillig)`} min={today} value={from} onChange={event => setFrom(event.currentTarget.value)} />
            <TextInput type="date" size="md" label={t`Spätestens (freiwillig)`} min={today} value={until} onChange={event => setUntil(event.currentTarget.value)} error={wrong} />
          </div>
          <Choices several legend={<Trans>An welchen Wochentagen?</Trans>} hint={<Trans>Ohne Auswahl passt jeder Tag.</Trans>} chosen={days} onChange={chosen => setDays(chosen as WeekDay[])} options={weekdays.map(value => ({ value, label: words.day(value) }))} />
          <Choices legend={<Trans>Zu welcher Tageszeit?</Trans>} chosen={[time]} onChange={([value]) => setTime(value as Hours)} options={[{ value: 'any', label: <Trans>Egal</Trans> }, { value: 'morning', label: <Trans>Vormittags, vor 12 Uhr</Trans> }, { value: 'afternoon', label: <Trans>Nachmittags, ab 12 Uhr</Trans> }]} />
          <Choices legend={<Trans>Wie lange vorher müssen Sie es wissen?</Trans>} chosen={[String(notice)]} onChange={([value]) => setNotice(Number(value))} options={notices.map(value => ({ value: String(value), label: value === 0 ? <Trans>Auch kurzfristig, am selben Tag</Trans> : words.notice(value) }))} />
          {send.isError && <Notice tone="bad" live>{fault(send.error)}</Notice>}
          <div className={calm['actions']}>
            <Button type="submit" size="md" loading={send.isPending}><Trans>Auf die Warteliste setzen</Trans></Button>
            <Button variant="default" size="md" onClick={() => setOpen(false)}><Trans>Abbrechen</Trans></Button>
          </div>
        </form>
      )}
    </Card>
  )
}
