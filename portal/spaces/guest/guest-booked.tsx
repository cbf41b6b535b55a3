import { Trans, useLingui } from '@lingui/react/macro'
import type { GuestBooking, GuestKey } from '@steckwerk/api/contract/booking'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { plainCode } from '../../client/letter-code.ts'
import { Card } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { GuestAppointment } from './guest-appointment.tsx'
import calm from '../../shell/calm.module.css'

/** The code, once, and what it is good for; below it the appointment. */
export function GuestBooked({ booking, guest }: { booking: GuestBooking; guest: GuestKey }) {
  const { t } = useLingui()
  const { date } = useFormats()
  useEffect(() => document.querySelector('h1')?.focus(), [])
  const [until, place] = [date(booking.codeUntil), `${location.origin}/buchung`]
  return (
    <>
      <Card title={<Trans>Ihr Buchungscode</Trans>} icon="key" tone="brand">
        <p className={calm['code']} aria-label={t`Buchungscode`}>{booking.code}</p>
        <p><Trans>Bitte drucken oder notieren Sie ihn, er wird nur jetzt angezeigt. Mit Code und Geburtsdatum sehen, verschieben oder sagen Sie den Termin ab: {place}. Er gilt bis {until}.</Trans></p>
        <p className="screen-only"><Link to="/start" hash={plainCode(booking.code)}><Trans>Daraus ein Konto machen</Trans></Link></p>
      </Card>
      <GuestAppointment first={booking.appointment} guest={guest} />
    </>
  )
}
