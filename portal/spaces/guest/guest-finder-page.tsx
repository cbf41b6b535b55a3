import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Column } from '../../shell/calm.tsx'
import { PageHead } from '../../shell/page.tsx'
import { OfferList } from '../booking/offer-list.tsx'
import { GuestFrame } from './guest-frame.tsx'

/** Finding a hospital's consultation without an account. */
export function GuestFinderPage() {
  const { t } = useLingui()
  return (
    <GuestFrame>
      <Column>
        <PageHead title={t`Termin buchen`} lead={<><Trans>Ohne Konto, in zwei Minuten.</Trans> <Link to="/buchung"><Trans>Ich habe schon einen Buchungscode</Trans></Link></>} />
        <OfferList link={(offer, className, children) => <Link to="/buchen/$carrier/$service" params={{ carrier: offer.carrier.slug, service: offer.service }} className={className}>{children}</Link>} />
      </Column>
    </GuestFrame>
  )
}
