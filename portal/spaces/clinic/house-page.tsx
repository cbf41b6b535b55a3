import { NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { seesForms } from '../../client/spaces-of.ts'
import type { Site, Ward } from '../../client/board/model.ts'
import { Connection } from '../../shell/connection.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { SocketStrip } from '../../shell/socket.tsx'
import { useWardFeed } from './carrier-frame.tsx'
import classes from './house.module.css'

/** Which house, which ward: each ward as a strip of its beds. */
export function HousePage() {
  const { t } = useLingui()
  const { me } = useSession()
  const navigate = useNavigate()
  const { carrier } = useParams({ from: '/frame/haus/$carrier/' })
  const { board, connection, currentAt, fault } = useWardFeed()
  const faultText = useFaultText()
  const name = me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier
  return (
    <>
      <PageHead
        title={t`Häuser und Stationen`}
        above={<span className={classes['carrierName']}>{name}</span>}
        beside={(
          <>
            <Connection state={connection} updatedAt={currentAt} />
            {seesForms(me) && <Link className={classes['beside'] ?? ''} to="/haus/$carrier/formulare" params={{ carrier }}><Trans>Eingegangene Fragebögen</Trans></Link>}
            {me.carriers.length > 1 && <NativeSelect aria-label={t`Träger`} value={carrier} onChange={event => void navigate({ to: '/haus/$carrier', params: { carrier: event.currentTarget.value } })} data={me.carriers.map(({ slug, name: label }) => ({ value: slug, label }))} />}
          </>
        )}
      />
      <HelpNote><p><Trans>Häuser, Stationen, Zimmer und Betten entstehen aus den Nachrichten des Kliniksystems: Sobald ein Bett zum ersten Mal belegt wird, erscheint es hier. Ein gefüllter Kreis ist ein belegtes Bett.</Trans></p></HelpNote>
      {fault !== null && <Notice tone="bad" live>{faultText(fault)}</Notice>}
      {board === null && fault === null && <Loading />}
      {board !== null && board.sites.length === 0 && (
        <Empty icon="bed" title={<Trans>Noch keine Stationen</Trans>}><Trans>Sobald das Kliniksystem die erste Aufnahme oder Verlegung schickt, stehen Haus und Station hier.</Trans></Empty>
      )}
      {board?.sites.map(site => <SiteSection key={site.id} carrier={carrier} site={site} />)}
    </>
  )
}

function SiteSection({ carrier, site }: { carrier: string; site: Site }) {
  const { number } = useFormats()
  const beds = site.wards.reduce((sum, ward) => sum + ward.beds, 0)
  const occupied = site.wards.reduce((sum, ward) => sum + ward.occupied, 0)
  return (
    <section className={classes['site']} aria-labelledby={`site-${site.id}`}>
      <header className={classes['siteHead']}>
        <h2 id={`site-${site.id}`}>{site.name === '' ? <Trans>Ohne Haus</Trans> : site.name}</h2>
        <p><Trans>{number(occupied)} von {number(beds)} Betten belegt</Trans></p>
        <Link to="/haus/$carrier/$site" params={{ carrier, site: site.id }}><Trans>Alle Stationen zeigen</Trans></Link>
      </header>
      <ul className={classes['wards']}>{site.wards.map(ward => <WardCard key={ward.id} carrier={carrier} site={site.id} ward={ward} />)}</ul>
    </section>
  )
}

function WardCard({ carrier, site, ward }: { carrier: string; site: string; ward: Ward }) {
  const { number } = useFormats()
  const sockets = ward.rooms.flatMap(room => room.beds).map(bed =>
    bed.stays.length === 0 ? 'free' as const : bed.stays.every(stay => stay.status === 'onLeave') ? 'kept' as const : 'used' as const)
  return (
    <li>
      <Link to="/haus/$carrier/$site/$ward" params={{ carrier, site, ward: ward.id }} className={classes['ward'] ?? ''}>
        <span className={classes['wardName']}>{ward.name}</span>
        {ward.beds > 0 && <SocketStrip sockets={sockets} />}
        <span className={classes['numbers']}>
          <span><Trans><strong>{number(ward.occupied)}</strong> von {number(ward.beds)} belegt</Trans></span>
          {ward.withoutBed.length > 0 && <span><Trans><strong>{number(ward.withoutBed.length)}</strong> ohne Bett</Trans></span>}
          {ward.planned.length > 0 && <span><Trans><strong>{number(ward.planned.length)}</strong> geplant</Trans></span>}
        </span>
      </Link>
    </li>
  )
}
