import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { fetchBarcamps } from '../../../client/barcamp.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToDates } from '../dates/back-to-dates.tsx'
import { useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

/** The network's barcamps. */
export function BarcampsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { dateTime } = useFormats()
  const { network, service } = useBarcampPath()
  const found = useQuery({ queryKey: ['barcamp', network], queryFn: ({ signal }) => fetchBarcamps(service, signal) })
  return (
    <Column>
      <PageHead title={t`Barcamps`} above={<BackToDates />} lead={<Trans>Tage ohne festes Programm: Wer kommt, schlägt vor, worüber gesprochen wird.</Trans>} beside={found.data?.editor === true && <Link className={calm['button'] ?? ''} to="/netz/$network/barcamp/neu" params={{ network }}><Trans>Barcamp anlegen</Trans></Link>} />
      {found.isError && <Notice tone="bad" live>{faultText(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.data?.events.length === 0 && <Empty icon="calendar" title={<Trans>Noch kein Barcamp</Trans>}><Trans>Sobald ein Termin feststeht, steht er hier, und Sie können sich anmelden.</Trans></Empty>}
      {found.data !== undefined && found.data.events.length > 0 && (
        <Card title={<Trans>Termine</Trans>} icon="calendar">
          <ul className={calm['list']}>
            {found.data.events.map(({ id, title, place, start, stage }) => (
              <li key={id}>
                <div className={calm['item']}>
                  <div className={calm['itemText']}>
                    <span className={calm['itemName']}><Link to="/netz/$network/barcamp/$event" params={{ network, event: id }}>{title}</Link>{stage === 'hidden' && <Tag tone="warn"><Trans>Noch nicht öffentlich</Trans></Tag>}{stage === 'ended' && <Tag tone="quiet"><Trans>Vorbei</Trans></Tag>}</span>
                    <span>{[dateTime(start), place].filter(part => part !== '').join(' · ')}</span>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Column>
  )
}
