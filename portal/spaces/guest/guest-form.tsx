import { Button, TextInput, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { GuestBooking, GuestKey, InsuranceKind, Offer } from '@steckwerk/api/contract/booking'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { bookAsGuest } from '../../client/booking.ts'
import { calendarDay } from '../../client/calendar-day.ts'
import { BirthDateField, noDay } from '../../shell/birth-date-field.tsx'
import { Card, Choices } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { isTaken, useBookingFault } from '../booking/booking-fault.ts'
import { TimeChoice } from '../booking/time-choice.tsx'
import calm from '../../shell/calm.module.css'
import classes from '../booking/booking.module.css'

const blank = { given: '', family: '', email: '', phone: '', note: '' }
const phoneForm = /^\+?[0-9 ()/-]{5,30}$/
const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

/** All on one page, and as little as a hospital needs. What is wrong stands above, each with a way to its field. */
export function GuestForm({ offer, onBooked }: { offer: Offer; onBooked: (booking: GuestBooking, key: GuestKey) => void }) {
  const { t } = useLingui()
  const bookingFault = useBookingFault()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const [slot, setSlot] = useState<string>()
  const [day, setDay] = useState(noDay)
  const [insurance, setInsurance] = useState<InsuranceKind>()
  const [text, setText] = useState(blank)
  const [tries, setTries] = useState(0)
  const birthDate = calendarDay(day)
  const make = useMutation({
    mutationFn: bookAsGuest, gcTime: 0,
    onSuccess: (booking, { birthDate: born }) => onBooked(booking, { code: booking.code, birthDate: born }),
    onError: error => {
      if (!isTaken(error)) return
      setSlot(undefined)
      setTries(0)
      void queries.invalidateQueries({ queryKey: ['booking', 'free', offer.carrier.slug, offer.service] })
    },
  })
  const field = (name: keyof typeof blank) => ({ name, value: text[name], onChange: (event: { currentTarget: { value: string } }) => setText({ ...text, [name]: event.currentTarget.value }) })
  const [email, phone] = [text.email.trim(), text.phone.trim()]
  const wrong: readonly (readonly [at: string, text: string])[] = [
    ...(slot === undefined ? [['[data-part=times] input', t`Bitte wählen Sie eine Uhrzeit.`] as const] : []),
    ...(text.given.trim() === '' ? [['[name=given]', t`Bitte geben Sie den Vornamen an.`] as const] : []),
    ...(text.family.trim() === '' ? [['[name=family]', t`Bitte geben Sie den Nachnamen an.`] as const] : []),
    ...(birthDate === undefined ? [['[data-part=born] input', t`Bitte geben Sie Tag, Monat und Jahr der Geburt als Zahlen an.`] as const] : []),
    ...(phone === '' && email === '' ? [['[name=phone]', t`Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an.`] as const] : []),
    ...(phone !== '' && !phoneForm.test(phone) ? [['[name=phone]', t`Die Telefonnummer besteht aus Ziffern.`] as const] : []),
    ...(email !== '' && !emailForm.test(email) ? [['[name=email]', t`Die E-Mail-Adresse sieht nicht richtig aus.`] as const] : []),
    ...(insurance === undefined ? [['[data-part=insurance] input', t`Bitte wählen Sie, wie Sie versichert sind.`] as const] : []),
  ]
  useEffect(() => {
    if (tries > 0) summary.current?.focus()
  }, [tries])
  const said = (at: string) => tries === 0 ? undefined : wrong.find(([where]) => where === at)?.[1]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (wrong.length > 0 || slot === undefined || birthDate === undefined || insurance === undefined) return setTries(tries + 1)
    make.mutate({
      carrier: offer.carrier.slug, service: offer.service, slot, given: text.given.trim(), family: text.family.trim(), birthDate, insurance,
      ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone }), ...(text.note.trim() === '' ? {} : { note: text.note.trim() }),
    })
  }
  return (
    <form ref={form} onSubmit={submit} className={calm['form']} noValidate>
      {tries > 0 && wrong.length > 0 && (
        <div ref={summary} tabIndex={-1} role="group" aria-label={t`Es fehlt noch etwas`}>
          <Notice tone="bad"><Trans>Es fehlt noch etwas:</Trans>
            <ul className={classes['summary']}>{wrong.map(([at, words]) => <li key={at + words}><a href="#felder" onClick={event => { event.preventDefault(); form.current?.querySelector<HTMLInputElement>(at)?.focus() }}>{words}</a></li>)}</ul>
          </Notice>
        </div>
      )}
      {make.isError && <Notice tone={isTaken(make.error) ? 'warn' : 'bad'} live>{bookingFault(make.error)}</Notice>}
      <TimeChoice offer={offer} slot={slot} onSlot={setSlot} missing={said('[data-part=times] input') !== undefined} />
      <Card title={<Trans>Wer kommt?</Trans>} icon="person">
        <TextInput {...field('given')} label={t`Vorname`} autoComplete="given-name" size="md" maxLength={80} error={said('[name=given]')} />
        <TextInput {...field('family')} label={t`Nachname`} autoComplete="family-name" size="md" maxLength={80} error={said('[name=family]')} />
        <div data-part="born"><BirthDateField legend={<Trans>Geburtsdatum</Trans>} hint={<Trans>Zum Beispiel 4 3 1957</Trans>} value={day} onChange={setDay} wrong={said('[data-part=born] input')} /></div>
        <TextInput {...field('phone')} type="tel" label={t`Telefon`} description={t`Telefon oder E-Mail genügt. Das Krankenhaus meldet sich so bei Ihnen, wenn sich etwas ändert.`} autoComplete="tel" size="md" maxLength={30} error={said('[name=phone]')} />
        <TextInput {...field('email')} type="email" label={t`E-Mail`} autoComplete="email" size="md" maxLength={254} error={said('[name=email]')} />
        <div data-part="insurance">
          <Choices
            legend={<Trans>Wie sind Sie versichert?</Trans>} chosen={insurance === undefined ? [] : [insurance]} onChange={([next]) => setInsurance(next as InsuranceKind)}
            options={[{ value: 'GKV', label: <Trans>Gesetzlich</Trans> }, { value: 'PKV', label: <Trans>Privat</Trans> }, { value: 'SEL', label: <Trans>Ich zahle selbst</Trans> }]}
            {...(said('[data-part=insurance] input') === undefined ? {} : { wrong: said('[data-part=insurance] input') })}
          />
        </div>
        <Textarea {...field('note')} label={t`Nachricht an das Krankenhaus (freiwillig)`} maxLength={500} autosize minRows={2} />
      </Card>
      {offer.mode === 'request' && <Notice tone="warn"><Trans>Das wird eine Anfrage. Fest ist der Termin erst, wenn das Krankenhaus ihn bestätigt.</Trans></Notice>}
      <p className={calm['small']}><Trans>Ihre Angaben bekommt nur dieses Krankenhaus.</Trans></p>
      <div className={calm['actions']}><Button type="submit" size="md" loading={make.isPending}>{offer.mode === 'request' ? <Trans>Anfrage senden</Trans> : <Trans>Termin fest buchen</Trans>}</Button></div>
    </form>
  )
}
