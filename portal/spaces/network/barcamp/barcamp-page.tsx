import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { badgesAddress } from '../../../client/barcamp.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { OfferPitch } from './pitch-form.tsx'
import { PitchList } from './pitch-list.tsx'
import { RegistrationCard } from './registration-card.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

/** What somebody who takes part needs: register, offer a session, say which ones they want to go to. */
export function BarcampPage() {
  const words = useBarcampWords()
  const { dateTime } = useFormats()
  const { network, event: id, service } = useBarcampPath()
  useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <Notice tone="bad" live>{words.fault(barcamp.error)}</Notice>
  const { event, editor, registered } = barcamp.data
  return (
    <Column>
      <PageHead title={event.title} lead={[dateTime(event.slots[0]!.start), event.place].filter(part => part !== '').join(' · ')} />
      <BarcampNav barcamp={barcamp.data} />
      {event.about !== '' && <p>{event.about}</p>}
      {event.stage === 'open' && <RegistrationCard capacity={event.capacity} registered={registered} />}
      <PitchList barcamp={barcamp.data} />
      {event.pitching && event.stage === 'open' && <OfferPitch event={event} />}
      {editor && (
        <Card title={<Trans>Für die Moderation</Trans>} icon="key">
          <div className={calm['actions']}>
            <Link className={calm['button'] ?? ''} to="/netz/$network/barcamp/$event/regie" params={{ network, event: id }}><Trans>Sitzungen planen</Trans></Link>
            <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp/$event/einstellungen" params={{ network, event: id }}><Trans>Räume, Zeiten, Einstellungen</Trans></Link>
            <a className={calm['button']} data-look="quiet" href={badgesAddress(service, id)} download><Trans>Namensschilder (PDF)</Trans></a>
          </div>
        </Card>
      )}
    </Column>
  )
}
