import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { fetchUndertaking, type Undertaking } from '../../../client/undertakings.ts'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { useAmounts } from './use-amounts.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import classes from './undertaking.module.css'

/** Two to four undertakings side by side; on a phone one below the other, row by row. */
export function ComparisonPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { wahl = '' } = useSearch({ from: '/netz/$network/vorhaben/vergleich' })
  const ids = [...new Set(wahl.split(',').filter(id => /^[\w.-]{1,128}$/.test(id)))].slice(0, 4)
  const found = useQueries({ queries: ids.map(id => ({ queryKey: ['network', network.slug, 'undertaking', id], queryFn: ({ signal }: { signal: AbortSignal }) => fetchUndertaking(network, id, signal), staleTime: 30_000 })) })
  const shown = found.flatMap(({ data }) => data ?? [])
  const failed = found.find(({ isError }) => isError)
  return (
    <div className={`${classes['wide']} ${classes['compared']}`}>
      <PageHead title={t`Vorhaben vergleichen`} above={<BackLink to="/netz/$network/vorhaben" params={{ network: network.slug }} search={{ wahl: wahl || undefined }}><Trans>Vorhaben</Trans></BackLink>}
        beside={shown.length > 1 && <Button className="screen-only" variant="default" leftSection={<Icon name="printer" />} onClick={() => window.print()}><Trans>Drucken</Trans></Button>} />
      {failed !== undefined && <Notice tone="bad" live>{words.fault(failed.error)}</Notice>}
      {found.some(({ isPending }) => isPending) && <Loading />}
      {ids.length < 2 && <Empty icon="search" title={<Trans>Zum Vergleichen braucht es zwei</Trans>}><Trans>Wählen Sie in der Liste zwei bis vier Vorhaben aus.</Trans></Empty>}
      {shown.length > 1 && <Table undertakings={shown} />}
    </div>
  )
}

function Table({ undertakings }: { undertakings: readonly Undertaking[] }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { euro, value } = useAmounts()
  const { date } = useFormats()
  const joined = (...parts: readonly string[]): string => parts.filter(part => part !== '').join(' · ')
  const rows: readonly (readonly [name: string, of: (one: Undertaking) => string])[] = [
    [t`Stufe`, one => joined(words.stage(one.stage), one.state === 'running' ? '' : words.state(one.state), date(one.stageSince))],
    [t`Worum es geht`, one => one.what],
    [t`Für wen`, one => one.forWhom],
    [t`Themen`, one => one.topics.join(', ')],
    [t`Partner`, one => one.partners.map(({ name, role }) => joined(name, role)).join('\n')],
    [t`Einmalige Kosten`, one => joined(euro(one.costs.once), one.costs.onceFor)],
    [t`Kosten im Jahr`, one => joined(euro(one.costs.yearly), one.costs.yearlyFor)],
    [t`Förderung`, one => one.funding],
    [t`Gemessene Zahlen`, one => one.evidence.figures.map(figure => `${figure.what}: ${value(figure)} (${date(figure.day)})`).join('\n')],
    [t`Was würden wir anders machen?`, one => one.lessons.different],
    [t`Was hat geholfen?`, one => one.lessons.helped],
    [t`Begonnen`, one => (one.timeline[0] === undefined ? '' : date(one.timeline[0].day))],
  ]
  return (
    <table>
      <thead><tr><td />{undertakings.map(({ id, title }) => <th key={id} scope="col"><Link to="/netz/$network/vorhaben/$undertaking" params={{ network: network.slug, undertaking: id }}>{title}</Link></th>)}</tr></thead>
      <tbody>
        {rows.filter(([, of]) => undertakings.some(one => of(one) !== '')).map(([name, of]) => (
          <tr key={name}><th scope="row">{name}</th>{undertakings.map(one => <td key={one.id} data-label={one.title}>{of(one) || '–'}</td>)}</tr>
        ))}
      </tbody>
    </table>
  )
}
