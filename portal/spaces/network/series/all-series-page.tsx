import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchAllSeries } from '../../../client/series.ts'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToDates } from '../dates/back-to-dates.tsx'
import { useSeriesFault, useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'

/** The network's series of talks. */
export function AllSeriesPage() {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fault = useSeriesFault()
  const { network, service } = useSeriesPath()
  const found = useQuery({ queryKey: ['series', network], queryFn: ({ signal }) => fetchAllSeries(service, signal) })
  return (
    <Column>
      <PageHead title={t`Vortragsreihen`} above={<BackToDates />} lead={<Trans>Regelmäßig ein Thema, jemand mit Erfahrung und Zeit für Fragen. Themen wünschen kann sich jeder.</Trans>} beside={found.data?.editor === true && <Link className={calm['button'] ?? ''} to="/netz/$network/reihen/neu" params={{ network }}><Trans>Reihe anlegen</Trans></Link>} />
      {found.isPending && <Loading />}
      {found.isError && <Notice tone="bad" live>{fault(found.error)}</Notice>}
      {found.data?.series.length === 0 && <Empty icon="calendar" title={<Trans>Noch keine Reihe</Trans>}><Trans>Sobald es eine gibt, stehen hier Themen, Termine und Aufzeichnungen.</Trans></Empty>}
      {found.data !== undefined && found.data.series.length > 0 && (
        <Card title={<Trans>Alle Reihen</Trans>} icon="calendar">
          <ul className={calm['list']}>
            {found.data.series.map(({ id, title, about, stage, next, topic }) => (
              <li key={id}>
                <Item
                  name={<Link to="/netz/$network/reihen/$series" params={{ network, series: id }}>{title}</Link>}
                  tag={stage === 'hidden' ? <Tag tone="warn" icon="eye"><Trans>Noch nicht öffentlich</Trans></Tag> : stage === 'ended' && <Tag tone="quiet"><Trans>Beendet</Trans></Tag>}
                >
                  <span>{about}</span>
                  {next !== undefined && <span className={calm['small']}>{[t`Als Nächstes: ${dateTime(next)}`, topic].filter(part => part !== '').join(' · ')}</span>}
                </Item>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Column>
  )
}
