import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { openAsGuest } from '../../client/booking.ts'
import { calendarDay } from '../../client/calendar-day.ts'
import { groupedCode, plainCode } from '../../client/letter-code.ts'
import { BirthDateField, noDay } from '../../shell/birth-date-field.tsx'
import { Card, Column } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useBookingFault } from '../booking/booking-fault.ts'
import { BrandFrame } from '../booking/brand-frame.tsx'
import { GuestAppointment } from './guest-appointment.tsx'
import { GuestFrame } from './guest-frame.tsx'
import calm from '../../shell/calm.module.css'

const codeLetters = 20

/** A booking made without an account: by its code and the birth date. */
export function GuestOpenPage() {
  const { t } = useLingui()
  const bookingFault = useBookingFault()
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [day, setDay] = useState(noDay)
  const [tried, setTried] = useState(false)
  const open = useMutation({ mutationFn: openAsGuest, gcTime: 0 })
  const [plain, birthDate] = [plainCode(code), calendarDay(day)]
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (plain.length !== codeLetters) form.current?.querySelector<HTMLInputElement>('[name=code]')?.focus()
    else if (birthDate === undefined) form.current?.querySelector<HTMLInputElement>('fieldset input')?.focus()
    else open.mutate({ code: plain, birthDate })
  }
  const isOpen = open.data !== undefined
  useEffect(() => {
    if (isOpen) document.querySelector('h1')?.focus()
  }, [isOpen])
  return (
    <GuestFrame>
      <Column>
        <PageHead title={isOpen ? t`Ihr Termin` : t`Buchung ansehen`} />
        {open.data === undefined ? (
          <Card title={<Trans>Buchungscode und Geburtsdatum</Trans>} icon="key">
            <form ref={form} onSubmit={submit} className={calm['form']} noValidate>
              <TextInput name="code" label={t`Buchungscode`} description={t`Große und kleine Buchstaben sind gleich; Striche können Sie weglassen.`} autoComplete="off" autoCapitalize="characters" spellCheck={false} size="md" value={code} onChange={event => setCode(event.currentTarget.value)} error={tried && plain.length !== codeLetters ? t`Bitte geben Sie den ganzen Code ein.` : undefined} />
              <BirthDateField legend={<Trans>Geburtsdatum</Trans>} hint={<Trans>Zum Beispiel 4 3 1957</Trans>} value={day} onChange={setDay} wrong={tried && birthDate === undefined ? <Trans>Bitte geben Sie Tag, Monat und Jahr als Zahlen ein.</Trans> : undefined} />
              {open.isError && <Notice tone="bad" live>{bookingFault(open.error)}</Notice>}
              <div className={calm['actions']}><Button type="submit" size="md" loading={open.isPending}><Trans>Termin ansehen</Trans></Button></div>
            </form>
          </Card>
        ) : (
          <BrandFrame brand={open.data.brand}><GuestAppointment first={open.data} guest={{ code: groupedCode(plain), birthDate: birthDate ?? '' }} /></BrandFrame>
        )}
      </Column>
    </GuestFrame>
  )
}
