import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Column } from '../../shell/calm.tsx'
import { Icon } from '../../shell/icon.tsx'
import { PageHead } from '../../shell/page.tsx'
import { OfferList } from '../booking/offer-list.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'

/** What to book, for whom the page is about. */
export function FinderPage() {
  const { t } = useLingui()
  const { people, person } = usePeople()
  return (
    <Column>
      <PageHead title={t`Termin buchen`} above={<Link to="/meine/termine" className={`${calm['back']} screen-only`}><Icon name="back" /><Trans>Termine</Trans></Link>} />
      <PersonSwitch people={people} person={person} />
      <OfferList link={(offer, className, children) => <Link to="/meine/termine/neu/$carrier/$service" params={{ carrier: offer.carrier.slug, service: offer.service }} className={className}>{children}</Link>} />
    </Column>
  )
}
