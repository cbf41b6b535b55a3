import { useLingui } from '@lingui/react/macro'
import type { GuestBooking, GuestKey } from '@steckwerk/api/contract/booking'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchOffer } from '../../client/booking.ts'
import { Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BrandFrame } from '../booking/brand-frame.tsx'
import { GuestBooked } from './guest-booked.tsx'
import { GuestForm } from './guest-form.tsx'
import { GuestFrame } from './guest-frame.tsx'

/** Booking without an account: time, name, birth date, how to be reached, insurance; then the code. */
export function GuestBookingPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { carrier, service } = useParams({ from: '/buchen/$carrier/$service' })
  const detail = useQuery({ queryKey: ['booking', 'offer', carrier, service], queryFn: ({ signal }) => fetchOffer(carrier, service, signal) })
  const [booked, setBooked] = useState<{ readonly booking: GuestBooking; readonly key: GuestKey }>()
  return (
    <GuestFrame>
      <Column>
        {booked === undefined ? <PageHead title={detail.data?.offer.name ?? t`Termin buchen`} /> : <PageHead title={booked.booking.appointment.state === 'requested' ? t`Ihre Anfrage ist angekommen` : t`Ihr Termin ist gebucht`} />}
        {detail.isError && <Notice tone="bad" live>{faultText(detail.error)}</Notice>}
        {detail.isPending && <Loading />}
        {detail.data !== undefined && (
          <BrandFrame brand={detail.data.brand}>
            {booked === undefined ? <GuestForm offer={detail.data.offer} onBooked={(booking, key) => setBooked({ booking, key })} /> : <GuestBooked booking={booked.booking} guest={booked.key} />}
          </BrandFrame>
        )}
      </Column>
    </GuestFrame>
  )
}
