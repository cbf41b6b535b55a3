import { NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { calendarAddress, fetchDates, type DateLine } from '../../../client/dates.ts'
import { networkPath } from '../../../client/network.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** Everything with a date, of all parts of the network. */
export function DatesPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const network = useNetwork()
  const service = networkPath(network, 'community')
  const [kind, setKind] = useState('')
  const [now] = useState(() => new Date().toISOString())
  const found = useQuery({ queryKey: ['dates', network.slug], queryFn: ({ signal }) => fetchDates(service, signal) })
  const names: Readonly<Record<string, string>> = { barcamp: t`Barcamps`, talk: t`Vorträge`, meeting: t`Sitzungen und Treffen`, poll: t`Vereinbarte Termine`, call: t`Fristen von Ausschreibungen`, survey: t`Befragungen` }
  const shown = found.data?.dates.filter(one => kind === '' || one.kind === kind) ?? []
  const coming = shown.filter(({ when }) => when.end >= now)
  const past = shown.filter(({ when }) => when.end < now).toReversed()
  const params = { network: network.slug }
  return (
    <Column>
      <PageHead title={t({ message: 'Termine', context: 'network' })} lead={<Trans>Alles, was im Netzwerk einen Termin hat.</Trans>} />
      <div className={`${calm['actions']} screen-only`}>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp" params={params}><Trans>Barcamps</Trans></Link>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/treffen" params={params}><Trans>Treffen der Ämter</Trans></Link>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/reihen" params={params}><Trans>Vortragsreihen</Trans></Link>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/umfragen" params={params}><Trans>Umfragen</Trans></Link>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/befragungen" params={params}><Trans>Befragungen</Trans></Link>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.data !== undefined && (
        <>
          <NativeSelect className="screen-only" size="md" label={t`Zeigen`} value={kind} onChange={change => setKind(change.currentTarget.value)} data={[{ value: '', label: t`Alles` }, ...Object.entries(names).map(([value, label]) => ({ value, label }))]} />
          <Card title={<Trans>Nächste Termine</Trans>} icon="calendar">
            {coming.length === 0
              ? <Empty icon="calendar" title={<Trans>Kein Termin geplant</Trans>}><Trans>Abonnieren Sie den Kalender: Neue Termine erscheinen dann von selbst bei Ihnen.</Trans></Empty>
              : <ul className={calm['list']} aria-label={t`Nächste Termine`}>{coming.map(one => <li key={`${one.kind} ${one.id}`}><DateRow date={one} kind={names[one.kind] ?? ''} /></li>)}</ul>}
          </Card>
          <Subscribe address={calendarAddress(service, kind === '' ? [] : [kind])} feed={`${service}/feed.xml`} />
          {past.length > 0 && <Card title={<Trans>Vorbei</Trans>} icon="clock"><ul className={calm['list']} aria-label={t`Vergangene Termine`}>{past.map(one => <li key={`${one.kind} ${one.id}`}><DateRow date={one} kind={names[one.kind] ?? ''} /></li>)}</ul></Card>}
        </>
      )}
    </Column>
  )
}

function DateRow({ date: { title, path, kind: what, when: { start, end, place, cancelled } }, kind }: { date: DateLine; kind: string }) {
  const { dateTime, span } = useFormats()
  const [when, until] = [span(start, end), dateTime(end)]
  return (
    <div className={calm['itemText']}>
      <span className={calm['itemName']}><Link to={path}>{title}</Link>{cancelled === true && <Tag tone="bad"><Trans>Abgesagt</Trans></Tag>}</span>
      <span>{what === 'survey' ? <Trans>Antworten bis {dateTime(end)}</Trans> : what === 'call' ? <Trans>bis {until}</Trans> : when}{place !== '' && ` · ${place}`}</span>
      <span className={calm['small']}>{kind}</span>
    </div>
  )
}

function Subscribe({ address, feed }: { address: string; feed: string }) {
  const whole = new URL(address, location.origin).href
  return (
    <Card title={<Trans>Kalender abonnieren</Trans>} icon="download">
      <p><Trans>Ihr Kalender holt sich die Termine dann selbst und zeigt auch, was verschoben oder abgesagt ist. Auf dem Telefon und in Outlook oder Thunderbird genügt der erste Knopf. Fragt Ihr Programm nach einer Adresse, kopieren Sie diese:</Trans></p>
      <p className={calm['small']}><code style={{ overflowWrap: 'anywhere' }}>{whole}</code></p>
      <div className={`${calm['actions']} screen-only`}>
        <a className={calm['button']} href={whole.replace(/^https?:/, 'webcal:')}><Icon name="calendar" /><Trans>Abonnieren</Trans></a>
        <a className={calm['button']} data-look="quiet" href={address} download><Trans>Einmal herunterladen</Trans></a>
        <a className={calm['button']} data-look="quiet" href={feed}><Trans>Neues als RSS</Trans></a>
      </div>
    </Card>
  )
}
