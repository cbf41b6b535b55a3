import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useMemo } from 'react'
import { filterWard, hasRows } from '../../client/board/filter.ts'
import type { Site } from '../../client/board/model.ts'
import { Connection } from '../../shell/connection.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { useNow } from '../../shell/use-now.ts'
import { useWardFeed } from './carrier-frame.tsx'
import { StayTable } from './ward-table.tsx'
import { useFresh } from './use-fresh.ts'
import { usePrinting } from './use-printing.ts'
import { WardSection } from './ward-section.tsx'
import { WardToolbar } from './ward-toolbar.tsx'
import classes from './ward.module.css'

/** Who lies where: one ward, or all wards of a site. */
export function WardPage() {
  const { t } = useLingui()
  const { carrier = '', site: siteId = '', ward: wardId } = useParams({ strict: false })
  const { board, connection, currentAt, fault } = useWardFeed()
  const { me } = useSession()
  const faultText = useFaultText()
  const printing = usePrinting()
  const now = useNow(60_000)
  const search = useSearch({ strict: false })
  const text = useDeferredValue(search.suche ?? '')
  const site = board?.sites.find(({ id }) => id === siteId)
  const wards = useMemo(() => wardId === undefined ? site?.wards : site?.wards.filter(({ id }) => id === wardId), [site, wardId])
  const fresh = useFresh(wards, `${carrier}/${siteId}/${wardId ?? ''}`)
  const only = search.nur === 'frei' ? 'free' : search.nur === 'belegt' ? 'occupied' : undefined
  const filtered = useMemo(() => wards?.map(ward => filterWard(ward, { text, only })), [wards, text, only])
  const siteName = site?.name || t`Ohne Haus`
  const carrierName = me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier
  const title = wardId === undefined ? siteName : wards?.[0]?.name ?? t`Station`
  const shown = filtered?.filter(ward => hasRows(ward) || (text === '' && only === undefined))

  if (board === null) return <><PageHead title={t`Station`} />{fault === null ? <Loading /> : <Notice tone="bad" live>{faultText(fault)}</Notice>}</>
  return (
    <>
      <PageHead
        title={title}
        above={(
          <nav aria-label={t`Sie sind hier`} className={classes['path']}>
            <Link to="/haus/$carrier" params={{ carrier }}>{carrierName}</Link> <span aria-hidden="true">/</span>{' '}
            {wardId === undefined ? <span>{siteName}</span> : <Link to="/haus/$carrier/$site" params={{ carrier, site: siteId }}>{siteName}</Link>}
          </nav>
        )}
        beside={(
          <>
            <span className="screen-only"><Connection state={connection} updatedAt={currentAt} /></span>
            {site !== undefined && <WardSelect carrier={carrier} site={site} ward={wardId} />}
            <Button className="screen-only" variant="default" leftSection={<Icon name="printer" />} onClick={() => window.print()}><Trans>Drucken</Trans></Button>
          </>
        )}
      />
      <PrintLine currentAt={currentAt} account={me.name} />
      {fault !== null && <Notice tone="bad" live>{faultText(fault)}</Notice>}
      {site === undefined || wards?.length === 0
        ? <Empty icon="bed" title={<Trans>Diese Station gibt es hier nicht (mehr)</Trans>}><Link to="/haus/$carrier" params={{ carrier }}><Trans>Alle Häuser und Stationen zeigen</Trans></Link></Empty>
        : (
          <>
            <HelpNote>
              <p><Trans>Die Liste folgt dem Kliniksystem in Sekundenbruchteilen: Aufnahme, Verlegung, Beurlaubung und Entlassung erscheinen von selbst. Geänderte Zeilen sind kurz hervorgehoben.</Trans></p>
              <p><Trans>Betten kennt die Liste, sobald sie einmal belegt waren. Maßgeblich bleibt das Kliniksystem.</Trans></p>
            </HelpNote>
            <WardToolbar />
            <div className={classes['wards']}>
              {shown?.map(ward => <WardSection key={ward.id} ward={ward} fresh={freshFor(ward, fresh)} tiles={search.ansicht === 'kacheln' && !printing} now={now} titled={wardId === undefined} />)}
              {shown?.length === 0 && <Empty icon="search" title={<Trans>Nichts gefunden</Trans>}><Trans>Kein Bett und niemand passt zu Suche und Filter. Prüfen Sie die Schreibweise oder zeigen Sie wieder alle Betten.</Trans></Empty>}
              {wardId === undefined && board.unplaced.length > 0 && text === '' && only === undefined && (
                <section className={classes['card']}>
                  <h2 className={classes['besideHead']}><Trans>Ohne Station</Trans></h2>
                  <StayTable stays={board.unplaced} caption={t`Ohne Station`} sinceHead={t`Seit`} fresh={fresh} now={now} />
                </section>
              )}
            </div>
          </>
        )}
    </>
  )
}

const nothing: ReturnType<typeof useFresh> = new Map()

/** The marks, or always the same empty map for a ward without any, so that its section need not be redrawn. */
function freshFor(ward: NonNullable<Site['wards'][number]>, fresh: ReturnType<typeof useFresh>): ReturnType<typeof useFresh> {
  if (fresh.size === 0) return nothing
  const has = (id: string) => fresh.has(id)
  const touched = ward.rooms.some(room => room.beds.some(bed => has(bed.id) || bed.stays.some(stay => has(stay.id))))
    || [...ward.withoutBed, ...ward.planned, ...ward.onLeave].some(stay => has(stay.id))
  return touched ? fresh : nothing
}

function WardSelect({ carrier, site, ward }: { carrier: string; site: Site; ward: string | undefined }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const go = (id: string) => void (id === ''
    ? navigate({ to: '/haus/$carrier/$site', params: { carrier, site: site.id }, search: before => before })
    : navigate({ to: '/haus/$carrier/$site/$ward', params: { carrier, site: site.id, ward: id }, search: before => before }))
  return <NativeSelect className="screen-only" aria-label={t`Station wählen`} value={ward ?? ''} onChange={event => go(event.currentTarget.value)} data={[{ value: '', label: t`Alle Stationen` }, ...site.wards.map(({ id, name }) => ({ value: id, label: name }))]} />
}

function PrintLine({ currentAt, account }: { currentAt: number | null; account: string }) {
  const { dateTime } = useFormats()
  const at = dateTime(currentAt ?? Date.now())
  return <p className={`${classes['printLine']} print-only`}><Trans>Steckwerk Stationsliste · Stand {at} · gedruckt von {account} · enthält Patientendaten, bitte geschützt aufbewahren und vernichten</Trans></p>
}
