import { Trans, useLingui } from '@lingui/react/macro'
import { Switch, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { evaluationFile, fetchEvaluation, setEvaluationPublic, type EvaluationAnswer } from '../../../client/evaluation.ts'
import { PortalFault } from '../../../client/request.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './undertaking.module.css'

/** Figures for the interim evaluation: on the page, as PDF and as table. */
export function EvaluationPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { date } = useFormats()
  const navigate = useNavigate({ from: '/netz/$network/vorhaben/auswertung' })
  const { von, bis } = useSearch({ from: '/netz/$network/vorhaben/auswertung' })
  const asked = { from: von, to: bis }
  const found = useQuery({ queryKey: ['network', network.slug, 'evaluation', asked], queryFn: ({ signal }) => fetchEvaluation(network, asked, signal), placeholderData: keepPreviousData, retry: false })
  const closed = found.error instanceof PortalFault && found.error.status === 403
  const period = found.data?.evaluation.period
  const [from, to] = [period === undefined ? '' : date(period.from), period === undefined ? '' : date(period.to)]
  const choose = (change: { von?: string | undefined; bis?: string | undefined }) => void navigate({ search: before => ({ ...before, ...change }), replace: true, resetScroll: false })
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Auswertung der Vorhaben`} lead={period !== undefined && <Trans>{from} bis {to}</Trans>} above={<BackLink to="/netz/$network/vorhaben" params={{ network: network.slug }}><Trans>Vorhaben</Trans></BackLink>} />
      {closed && <Empty icon="lock" title={<Trans>Nicht öffentlich</Trans>}><Trans>Diese Zahlen liest die Redaktion. Sie kann sie für alle freigeben.</Trans></Empty>}
      {found.isError && !closed && <Notice tone="bad" live>{words.fault(found.error)}</Notice>}
      {found.isPending && <Loading />}
      {found.data !== undefined && !closed && (
        <>
          <div className={`${classes['period']} screen-only`}>
            <TextInput size="md" type="date" label={t`Von`} value={von ?? period?.from ?? ''} onChange={event => choose({ von: event.currentTarget.value || undefined })} />
            <TextInput size="md" type="date" label={t`Bis`} value={bis ?? period?.to ?? ''} onChange={event => choose({ bis: event.currentTarget.value || undefined })} />
            <a className={calm['button']} href={evaluationFile(network, 'pdf', asked)} download><Trans>Als PDF</Trans></a>
            <a className={calm['button']} data-look="quiet" href={evaluationFile(network, 'csv', asked)} download><Trans>Als Tabelle (CSV)</Trans></a>
          </div>
          {found.data.editor && <PublicSwitch isPublic={found.data.public} />}
          {found.data.tables.map(table => <FigureCard key={table.name} table={table} answer={found.data} />)}
        </>
      )}
    </div>
  )
}

function PublicSwitch({ isPublic }: { isPublic: boolean }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const queries = useQueryClient()
  const change = useMutation({ mutationFn: (on: boolean) => setEvaluationPublic(network, on), onSettled: () => queries.invalidateQueries({ queryKey: ['network', network.slug, 'evaluation'] }) })
  return (
    <div className="screen-only">
      {change.isError && <Notice tone="bad" live>{words.fault(change.error)}</Notice>}
      <Switch size="md" checked={isPublic} disabled={change.isPending} label={t`Alle dürfen diese Zahlen lesen, außer denen zu Vermittlungen`} onChange={event => change.mutate(event.currentTarget.checked)} />
    </div>
  )
}

function FigureCard({ table: { name, title, definition, columns, rows }, answer }: { table: EvaluationAnswer['tables'][number]; answer: EvaluationAnswer }) {
  return (
    <Card title={title} icon="table">
      {definition !== '' && <p className={calm['small']}>{definition}</p>}
      {name === 'stages' && <StageBars stages={answer.evaluation.stages} />}
      {rows.length === 0
        ? <p className={calm['dim']}><Trans>Dazu gibt es im Zeitraum nichts.</Trans></p>
        : (
            // A table that is wider than a phone moves by itself, also by keyboard.
            <div className={classes['scroll']} role="region" aria-label={title} tabIndex={0}>
              <table className={classes['figures']}>
                <thead><tr>{columns.map(column => <th key={column} scope="col">{column}</th>)}</tr></thead>
                <tbody>{rows.map((row, at) => <tr key={at}>{row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}</tr>)}</tbody>
              </table>
            </div>
          )}
    </Card>
  )
}

const [from, width, rowHeight] = [170, 360, 24]

function StageBars({ stages }: { stages: EvaluationAnswer['evaluation']['stages'] }) {
  const { t } = useLingui()
  const words = useUndertakingWords()
  const most = Math.max(1, ...stages.map(({ now }) => now))
  return (
    <svg className={`${classes['picture']} ${classes['bars']}`} viewBox={`0 0 ${from + width + 40} ${stages.length * rowHeight}`} role="img" aria-label={t`Balken je Stufe; die Zahlen stehen in der Tabelle.`}>
      {stages.map(({ stage, now }, at) => (
        <g key={stage}>
          <text x={from - 10} y={at * rowHeight + 16} textAnchor="end">{words.stage(stage)}</text>
          <rect x={from} y={at * rowHeight + 4} width={Math.max(1, (now / most) * width)} height={rowHeight - 9} />
          <text x={from + (now / most) * width + 8} y={at * rowHeight + 16}>{now}</text>
        </g>
      ))}
    </svg>
  )
}
