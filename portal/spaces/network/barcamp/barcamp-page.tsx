import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Card, Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { FeedbackCard } from './feedback-card.tsx'
import { OfferPitch } from './pitch-form.tsx'
import { PitchList } from './pitch-list.tsx'
import { RegistrationCard } from './registration-card.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

/** What somebody who takes part needs: register, offer a session, say which ones they want to go to. */
export function BarcampPage() {
  const words = useBarcampWords()
  const { network, event: id } = useBarcampPath()
  const now = useNow(60_000)
  useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  const { event, editor, registered } = barcamp.data
  const ended = event.stage === 'ended'
  return (
    <Column>
      <PageHead title={event.title} above={<BackLink to="/netz/$network/barcamp" params={{ network }}><Trans>Barcamps</Trans></BackLink>} lead={words.event(event)} />
      <BarcampNav barcamp={barcamp.data} />
      {ended && <Notice tone="quiet" action={<Link to="/netz/$network/barcamp/$event/ergebnisse" params={{ network, event: id }}><Trans>Was daraus wurde</Trans></Link>}><Trans>Diese Veranstaltung ist vorbei.</Trans></Notice>}
      {event.about !== '' && <p>{event.about}</p>}
      {event.stage === 'open' && <RegistrationCard event={event} registered={registered} />}
      {event.stage !== 'hidden' && Date.parse(event.slots[0]!.end) <= now && <FeedbackCard place="" legend={<Trans>Was hat Ihnen die Veranstaltung gebracht?</Trans>} />}
      <PitchList barcamp={barcamp.data} />
      {event.pitching && event.stage === 'open' && <OfferPitch event={event} />}
      {editor && (
        <Card title={<Trans>Für die Moderation</Trans>} icon="key">
          <div className={calm['actions']}>
            <Link className={calm['button'] ?? ''} to="/netz/$network/barcamp/$event/regie" params={{ network, event: id }}><Trans>Sitzungen planen</Trans></Link>
            <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp/$event/einstellungen" params={{ network, event: id }}><Trans>Räume, Zeiten, Einstellungen</Trans></Link>
            <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp/$event/einlass" params={{ network, event: id }}><Trans>Gäste und Einlass</Trans></Link>
          </div>
        </Card>
      )}
    </Column>
  )
}
