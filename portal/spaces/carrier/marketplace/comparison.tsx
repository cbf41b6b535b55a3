import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceKind, MarketService } from '@steckwerk/api/contract/marketplace'
import { evidenceFile } from '../../../client/marketplace.ts'
import { Tag } from '../../../shell/notice.tsx'
import { cheapest } from './cheapest.ts'
import { Piece } from './evidence.tsx'
import { evidenceOrder, useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** Services side by side: what they cost in five years, what evidence there is, and in which form a carrier gets its data back. */
export function Comparison({ carrier, services, onOrder }: { carrier: string; services: readonly MarketService[]; onOrder: (service: MarketService) => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const row = (head: string, cell: (service: MarketService) => React.ReactNode) => (
    <tr key={head}><th scope="row">{head}</th>{services.map(one => <td key={`${one.broker}/${one.id}`} data-label={words.text(one.title)}>{cell(one)}</td>)}</tr>
  )
  return (
    <section className={classes['panel']} aria-labelledby="comparison-head">
      <h2 id="comparison-head"><Trans>Vergleich</Trans></h2>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-labelledby="comparison-head">
        <table className={classes['compare']}>
          <thead><tr><td />{services.map(one => <th key={`${one.broker}/${one.id}`} scope="col">{words.text(one.title)}</th>)}</tr></thead>
          <tbody>
            {row(t`Anbieter`, one => one.vendor === '' ? one.brokerName : one.vendor)}
            {row(t`Läuft`, one => one.inside ? t`im Hub` : t`beim Anbieter`)}
            {row(t`Kosten in fünf Jahren`, one => { const plan = cheapest(one); return plan === undefined ? t`auf Anfrage` : <><strong>{words.money(plan.fiveYears!)}</strong> ({words.text(plan.title)})</> })}
            {row(t`Einmalig`, one => one.plans.map(({ id, title, price }) => <div key={id}>{words.text(title)}: {price === null ? t`auf Anfrage` : words.money(price.setup)}</div>))}
            {row(t`Im Monat`, one => one.plans.map(({ id, title, price }) => <div key={id}>{words.text(title)}: {price === null ? t`auf Anfrage` : words.money(price.monthly)}</div>))}
            {row(t`Nach Verbrauch`, one => perUse(one).length === 0 ? t`nichts` : perUse(one).map(({ plan, per }) => <div key={`${plan.id}${per.metric}`}>{metricOf(one, per.metric, words.text)}: {words.money(per.euro)}{per.included > 0 && <> <Trans>({per.included} im Monat frei)</Trans></>}</div>))}
            {evidenceOrder.map(kind => row(words.evidence(kind), one => <Evidence carrier={carrier} service={one} kind={kind} />))}
            {row(t`Datei mit allen Daten beim Ausstieg`, one => one.exitExport ? t`ja` : t`keine: alles liegt in Ihrer Akte, oder der Anbieter gibt nichts heraus`)}
            {row(t`Rechte in der Akte`, one => one.scopes.length === 0 ? t`keine` : one.scopes.join(', '))}
            {row(t`Bestellen`, one => one.order !== null ? <Trans>schon bestellt</Trans> : one.missing.length === 0
              ? <Button size="compact-md" onClick={() => onOrder(one)} aria-label={t`${words.text(one.title)} bestellen`}><Trans>Bestellen</Trans></Button>
              : <Trans>Nicht bestellbar: {one.missing.map(words.concern).join(', ')}</Trans>)}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const perUse = ({ plans }: MarketService) => plans.flatMap(plan => (plan.price?.per ?? []).map(per => ({ plan, per })))

/** Pieces of one kind; that there is none is said too, and whether one is asked for. */
function Evidence({ carrier, service, kind }: { carrier: string; service: MarketService; kind: EvidenceKind }) {
  const pieces = service.evidence.filter(piece => piece.kind === kind)
  const wanting = service.missing.some(one => one.kind === kind)
  return (
    <>
      {pieces.length === 0 && (wanting ? <Tag tone="bad"><Trans>fehlt, wird verlangt</Trans></Tag> : <span className={classes['small']}><Trans>kein Nachweis</Trans></span>)}
      {pieces.map((piece, at) => <div key={piece.id ?? at}><Piece piece={piece} file={evidenceFile(carrier, service.broker, piece.id)} /></div>)}
      {pieces.length > 0 && wanting && <Tag tone="bad"><Trans>genügt Ihren Regeln nicht</Trans></Tag>}
    </>
  )
}

const metricOf = (service: MarketService, metric: string, text: ReturnType<typeof useMarketWords>['text']): string => {
  const found = service.metrics.find(({ name }) => name === metric)
  return found === undefined ? metric : text(found.title)
}
