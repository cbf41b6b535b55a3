import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchFeedback, type Barcamp } from '../../../client/barcamp.ts'
import { figuresOf, type FeedbackFigures } from '../../../client/barcamp-feedback.ts'
import { Card } from '../../../shell/calm.tsx'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** What people thought of the sessions and of the event: figures, and in their words. */
export function FeedbackPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event, service } = useBarcampPath()
  const barcamp = useBarcamp()
  const feedback = useQuery({ queryKey: ['barcamp', network, event, 'feedback'], queryFn: ({ signal }) => fetchFeedback(service, event, signal) })
  const failed = [barcamp, feedback].find(query => query.isError && query.data === undefined)
  if (failed !== undefined) return <PageFault error={failed.error} text={words.fault(failed.error)} />
  if (barcamp.data === undefined || feedback.data === undefined) return <Loading />
  const figures = figuresOf(feedback.data.feedback)
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Rückmeldungen`} above={barcamp.data.event.title} lead={<Plural value={feedback.data.feedback.length} _0="Noch keine Rückmeldung." one="# Rückmeldung, ohne Namen." other="# Rückmeldungen, ohne Namen." />} />
      <BarcampNav barcamp={barcamp.data} />
      {figures.size === 0
        ? <Empty icon="chart" title={<Trans>Noch keine Rückmeldung</Trans>}><Trans>Auf der Seite jeder Sitzung und nach dem Ende auf der Seite der Veranstaltung können alle eine geben.</Trans></Empty>
        : <Figures barcamp={barcamp.data} figures={figures} />}
    </div>
  )
}

interface Row {
  readonly id: string
  readonly title: string
  readonly figures: FeedbackFigures
}

function Figures({ barcamp, figures }: { barcamp: Barcamp; figures: ReadonlyMap<string, FeedbackFigures> }) {
  const { t, i18n } = useLingui()
  const { number } = useFormats()
  const titles = new Map([['', t`Die ganze Veranstaltung`], ...barcamp.pitches.map(({ id, title }) => [id, title] as const)])
  const rows: readonly Row[] = [...titles].flatMap(([id, title]) => figures.has(id) ? [{ id, title, figures: figures.get(id)! }] : [])
  const mean = (value: number): string => value.toLocaleString(i18n.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return (
    <>
      <Card title={<Trans>In Zahlen</Trans>} icon="chart">
        <DataTable
          caption={t`Rückmeldungen je Sitzung: Anzahl, Mittel und Verteilung von 1 bis 5`} rows={rows} rowKey={({ id }) => id}
          columns={[
            { key: 'title', head: t`Sitzung`, cell: ({ title }) => title, names: true, width: '44%' },
            { key: 'mean', head: t`Mittel`, cell: row => <><span className={classes['bar']} aria-hidden="true"><span style={{ inlineSize: `${(row.figures.mean / 5) * 100}%` }} /></span> {mean(row.figures.mean)}</>, wide: true, width: '22%' },
            { key: 'count', head: t`Anzahl`, cell: row => number(row.figures.count), end: true },
            { key: 'stars', head: t`Wie oft 5, 4, 3, 2, 1`, cell: row => row.figures.stars.toReversed().map(number).join(' · '), end: true, wide: true },
          ]}
        />
      </Card>
      <Card title={<Trans>In Worten</Trans>} icon="share">
        {rows.every(row => row.figures.texts.length === 0) && <p className={calm['dim']}><Trans>Niemand hat eine Anmerkung geschrieben.</Trans></p>}
        {rows.filter(row => row.figures.texts.length > 0).map(({ id, title, figures: { texts } }) => (
          <section key={id} className={classes['said']} aria-label={title}>
            <h3>{title}</h3>
            <ul>{texts.map((text, at) => <li key={at} className={classes['about']}>{text}</li>)}</ul>
          </section>
        ))}
      </Card>
    </>
  )
}
