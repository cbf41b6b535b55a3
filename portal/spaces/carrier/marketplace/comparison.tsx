import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceInfo, EvidenceKind, MarketService } from '@steckwerk/api/contract/marketplace'
import { Tag } from '../../../shell/notice.tsx'
import { useFormats } from '../../../shell/format.ts'
import { cheapest } from './cheapest.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

const kinds: readonly EvidenceKind[] = ['c5', 'avv', 'medical-device', 'data-location', 'exit-format', 'penetration-test', 'accessibility']

/** Services side by side: what they cost in five years, what evidence there is, and in which form a carrier gets its data back. */
export function Comparison({ services, required, onOrder }: { services: readonly MarketService[]; required: readonly EvidenceKind[]; onOrder: (service: MarketService) => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const row = (head: string, cell: (service: MarketService) => React.ReactNode) => (
    <tr key={head}><th scope="row">{head}</th>{services.map(one => <td key={`${one.broker}/${one.id}`}>{cell(one)}</td>)}</tr>
  )
  return (
    <section className={classes['panel']} aria-labelledby="comparison-head">
      <h2 id="comparison-head"><Trans>Vergleich</Trans></h2>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-labelledby="comparison-head">
        <table className={classes['compare']}>
          <thead><tr><td />{services.map(one => <th key={`${one.broker}/${one.id}`} scope="col">{words.text(one.title)}</th>)}</tr></thead>
          <tbody>
            {row(t`Anbieter`, one => one.vendor === '' ? one.brokerName : one.vendor)}
            {row(t`Kosten in fünf Jahren`, one => { const plan = cheapest(one); return plan === undefined ? t`auf Anfrage` : t`${words.money(plan.fiveYears!)} (${words.text(plan.title)})` })}
            {row(t`Im Monat`, one => one.plans.map(({ id, title, price }) => <div key={id}>{words.text(title)}: {price === null ? t`auf Anfrage` : words.money(price.monthly)}</div>))}
            {row(t`Nach Verbrauch`, one => one.plans.flatMap(({ id, price }) => (price?.per ?? []).map(per => <div key={`${id}${per.metric}`}>{metricOf(one, per.metric, words.text)}: {words.money(per.euro)}{per.included > 0 && <> <Trans>({per.included} frei)</Trans></>}</div>)))}
            {kinds.map(kind => row(required.includes(kind) ? t`${words.evidence(kind)} (verlangt)` : words.evidence(kind), one => <Evidence evidence={one.evidence.filter(piece => piece.kind === kind)} />))}
            {row(t`Rechte in der Akte`, one => one.scopes.length === 0 ? '–' : one.scopes.join(', '))}
            {row(t`Bestellen`, one => one.order === null && one.missing.length === 0 ? <Button size="compact-md" onClick={() => onOrder(one)}><Trans>Bestellen</Trans></Button> : one.order === null ? <Trans>Nachweis fehlt</Trans> : <Trans>schon bestellt</Trans>)}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const metricOf = (service: MarketService, metric: string, text: ReturnType<typeof useMarketWords>['text']): string => {
  const found = service.metrics.find(({ name }) => name === metric)
  return found === undefined ? metric : text(found.title)
}

/** Pieces of evidence of one kind; none is said, too. */
export function Evidence({ evidence }: { evidence: readonly EvidenceInfo[] }) {
  const words = useMarketWords()
  const { date } = useFormats()
  if (evidence.length === 0) return <span className={classes['small']}><Trans>kein Nachweis</Trans></span>
  return evidence.map((one, at) => {
    const label = [words.text(one.title), one.value].filter(Boolean).join(': ')
    return (
      <div key={at}>
        {one.url === undefined ? label : <a href={one.url} target="_blank" rel="noreferrer noopener">{label}</a>}{' '}
        {one.state === 'expired' && <Tag tone="bad"><Trans>abgelaufen</Trans></Tag>}
        {one.state === 'expiring' && <Tag tone="warn"><Trans>läuft bald ab</Trans></Tag>}
        {one.expires !== undefined && <div className={classes['small']}><Trans>gilt bis {date(one.expires)}</Trans></div>}
      </div>
    )
  })
}
