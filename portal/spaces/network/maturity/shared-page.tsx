import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { openShare } from '../../../client/maturity.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { Bars, Radar } from './result-figures.tsx'
import { Values } from './result-page.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** Another house's result, as it shows it. */
export function SharedPage() {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const { date } = useFormats()
  const { network, office, share } = useParams({ from: '/netz/$network/reifegrad/$office/geteilt/$share' })
  // Each look is told to the house: one visit of the page is one look.
  const shared = useQuery({ queryKey: ['maturity-shared', network, office, share, i18n.locale], queryFn: () => openShare(network, office, share, i18n.locale), staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false, retry: false })
  const above = <Link to="/netz/$network/reifegrad/$office" params={{ network, office }}><Trans>Zurück zum Haus</Trans></Link>
  if (shared.isError) return <div className={classes['page']}><PageHead title={t`Geteiltes Ergebnis`} above={above} /><Notice tone="bad" live>{fault(shared.error)}</Notice></div>
  if (!shared.isSuccess) return <Loading />
  const result = shared.data
  const [day, until] = [date(result.day), date(result.until)]
  const names = { now: day, before: '', peers: t`Median der anderen` }
  return (
    <div className={classes['page']}>
      <PageHead title={t`${result.office}: Ergebnis vom ${day}`} above={above} lead={result.model.title} />
      <Notice tone="quiet"><Trans>Nur für Ihr Haus, bis {until}. Das andere Haus sieht, dass Sie es angesehen haben.</Trans></Notice>
      <Card title={<Trans>Überblick</Trans>} icon="chart">
        <div className={classes['figures']}><Radar result={result} names={names} /><Bars result={result} /></div>
        <Values result={result} names={names} />
      </Card>
      <p className={classes['small']}>{result.model.source}</p>
    </div>
  )
}
