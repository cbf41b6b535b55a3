import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fetchResult, reportFile, sheetFile, type ResultPage as Result } from '../../../client/maturity.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { NextSteps } from './next-steps.tsx'
import { Bars, Radar } from './result-figures.tsx'
import { ShareCard } from './share-card.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import { useMaturityWords } from './use-maturity-words.ts'
import classes from './maturity.module.css'

/** What an assessment comes to: charts with the same values as a table, targets, history, and every answer. */
export function ResultPage() {
  const { t, i18n } = useLingui()
  const fault = useMaturityFault()
  const words = useMaturityWords()
  const { date } = useFormats()
  const { network, office, assessment } = useParams({ from: '/netz/$network/reifegrad/$office/$assessment/ergebnis' })
  const query = useQuery({ queryKey: ['maturity', network, 'result', assessment, i18n.locale], queryFn: ({ signal }) => fetchResult(network, office, assessment, i18n.locale, signal) })
  const above = <Link to="/netz/$network/reifegrad/$office" params={{ network, office }}>{query.data?.office ?? t`Haus`}</Link>
  if (query.isError) return <div className={classes['page']}><PageHead title={t`Ergebnis`} above={above} /><Notice tone="bad" live>{fault(query.error)}</Notice></div>
  if (!query.isSuccess) return <Loading />
  const result = query.data
  const day = date(result.day)
  const names = { now: t`jetzt, ${day}`, before: t`davor, ${result.beforeDay === null ? '' : date(result.beforeDay)}`, peers: t`Median der anderen` }
  return (
    <div className={classes['page']}>
      <PageHead
        title={t`Ergebnis vom ${day}`} above={above} lead={`${result.model.title}, ${words.kind(result.kind)}`}
        beside={(
          <span className={`${classes['actions']} screen-only`}>
            <a className={classes['link']} href={reportFile(network, office, assessment, i18n.locale)} download><Trans>Bericht (PDF)</Trans></a>
            <a className={classes['link']} href={sheetFile(network, office, assessment, i18n.locale)} download><Trans>Excel-Datei</Trans></a>
          </span>
        )}
      />
      {result.completed === null && <Notice tone="warn"><Trans>Ein Zwischenergebnis: die Einschätzung ist noch nicht abgeschlossen.</Trans></Notice>}
      <Card title={<Trans>Überblick</Trans>} icon="chart">
        {result.overall !== null && <p><Trans>Gesamt: {result.overall.words}</Trans></p>}
        <div className={classes['figures']}><Radar result={result} names={names} /><Bars result={result} /></div>
        <Values result={result} names={names} />
        <p className={classes['small']}>
          {result.peersPublished === null ? <Trans>Zahlen der anderen erscheinen, sobald genug Häuser teilnehmen: hinter jeder Zahl stehen mindestens fünf andere.</Trans>
            : <Trans>Zahlen der anderen vom {date(result.peersPublished)}. Hinter jeder stehen mindestens fünf andere Häuser; wo eine Zahl etwas über einzelne verraten würde, wird sie zurückgehalten.</Trans>}
        </p>
      </Card>
      <NextSteps network={network} office={office} result={result} />
      {result.targets.length > 0 && (
        <Card title={<Trans>Unsere Ziele</Trans>} icon="up">
          <ul className={calm['list']}>
            {result.targets.map(one => {
              const { tone, words: state } = words.target(one)
              const until = date(one.until)
              return <li key={one.id}><Item name={one.words} tag={<Tag tone={tone}>{state}</Tag>}><span className={classes['small']}><Trans>bis {until}</Trans>{one.dimensions.length > 0 && <> · {one.dimensions.join(', ')}</>}</span></Item></li>
            })}
          </ul>
        </Card>
      )}
      {result.history.length > 1 && <History result={result} />}
      <Answers result={result} />
      {result.completed !== null && <ShareCard network={network} office={office} assessment={assessment} />}
      <p className={classes['small']}>{result.model.source}</p>
    </div>
  )
}

function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return <div className={classes['scroll']} role="region" aria-label={label} tabIndex={0}>{children}</div>
}

export function Values({ result, names }: { result: Result; names: Readonly<Record<'now' | 'before', string>> }) {
  const { t } = useLingui()
  return (
    <Scroll label={t`Werte je Dimension`}>
      <table className={classes['table']}>
        <caption><Trans>Werte je Dimension</Trans></caption>
        <thead><tr><th scope="col"><Trans>Dimension</Trans></th><th scope="col">{names.now}</th>{result.beforeDay !== null && <th scope="col">{names.before}</th>}<th scope="col"><Trans>Andere: mittlere Hälfte (Median)</Trans></th></tr></thead>
        <tbody>
          {result.dimensions.map(({ code, title, now, before, peers }) => (
            <tr key={code}>
              <th scope="row">{title}</th><td>{now.words}</td>{result.beforeDay !== null && <td>{before?.words ?? '–'}</td>}
              <td className={classes['peers']}>{peers === null ? <Trans>zurückgehalten</Trans> : `${peers.lowerQuarter.words} – ${peers.upperQuarter.words} (${peers.median.words})`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function History({ result }: { result: Result }) {
  const { t } = useLingui()
  const words = useMaturityWords()
  const { date } = useFormats()
  return (
    <Card title={<Trans>Verlauf</Trans>} icon="clock">
      <Scroll label={t`Verlauf je Dimension`}>
        <table className={classes['table']}>
          <thead><tr><th scope="col"><Trans>Dimension</Trans></th>{result.history.map(({ id, day, kind }) => <th key={id} scope="col">{date(day)}<br /><span className={classes['small']}>{words.kind(kind)}</span></th>)}</tr></thead>
          <tbody>{result.dimensions.map(({ code, title }, index) => <tr key={code}><th scope="row">{title}</th>{result.history.map(({ id, values }) => <td key={id}>{values[index]}</td>)}</tr>)}</tbody>
        </table>
      </Scroll>
    </Card>
  )
}

function Answers({ result }: { result: Result }) {
  const { t } = useLingui()
  return (
    <Card title={<Trans>Die Antworten</Trans>} icon="table">
      <Scroll label={t`Antworten je Teilbereich`}>
        <table className={classes['table']}>
          <thead><tr><th scope="col"><Trans>Teilbereich</Trans></th><th scope="col"><Trans>Wert</Trans></th><th scope="col"><Trans>Kommentar</Trans></th><th scope="col"><Trans>Nachweise</Trans></th></tr></thead>
          {result.dimensions.map(({ code, title, items }) => (
            <tbody key={code}>
              <tr><th scope="rowgroup" colSpan={4}>{title}</th></tr>
              {items.map(item => <tr key={item.title}><th scope="row">{item.title}</th><td className={classes['value']}>{item.value}</td><td className={classes['lines']}>{item.comment}</td><td className={classes['lines']}>{item.evidence.join('\n')}</td></tr>)}
            </tbody>
          ))}
        </table>
      </Scroll>
    </Card>
  )
}
