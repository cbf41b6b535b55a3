import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { podcastAddress, type Series, type TalkLine } from '../../../client/series.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { TopicsCard } from './topics-card.tsx'
import { useLiveSeries, useSeries, useSeriesFault, useSeriesPath } from './use-series.ts'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

/** A series: what comes, which topics are wanted, what was. */
export function SeriesPage() {
  const fault = useSeriesFault()
  useLiveSeries()
  const series = useSeries()
  if (series.isPending) return <Loading />
  return series.data === undefined ? <PageFault error={series.error} text={fault(series.error)} back={<BackToSeries />} /> : <Column><Whole whole={series.data} /></Column>
}

function BackToSeries() {
  const { network } = useSeriesPath()
  return <BackLink to="/netz/$network/reihen" params={{ network }}><Trans>Vortragsreihen</Trans></BackLink>
}

function Whole({ whole }: { whole: Series }) {
  const { t } = useLingui()
  const { network, service } = useSeriesPath()
  const [now] = useState(() => new Date().toISOString())
  const { series, talks } = whole
  const coming = talks.filter(({ end }) => end >= now)
  const past = talks.filter(({ end, topic }) => end < now && topic !== '').toReversed()
  return (
    <>
      <PageHead title={series.title} above={<BackToSeries />} lead={series.place === '' ? undefined : series.place} beside={whole.editor && <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/reihen/$series/einstellungen" params={{ network, series: whole.id }}><Trans>Reihe ändern</Trans></Link>} />
      {series.about !== '' && <p className={classes['text']}>{series.about}</p>}
      <Card title={<Trans>Nächste Termine</Trans>} icon="calendar">
        {coming.length === 0 && <p className={calm['dim']}>{series.stage === 'ended' ? <Trans>Die Reihe ist beendet.</Trans> : <Trans>Zurzeit ist kein Termin geplant.</Trans>}</p>}
        <ul className={calm['list']} aria-label={t`Nächste Termine`}>{coming.map(talk => <li key={talk.date}><TalkRow series={whole.id} talk={talk} /></li>)}</ul>
      </Card>
      <TopicsCard whole={whole} />
      {past.length > 0 && <Card title={<Trans>Bisher</Trans>} icon="clock"><ul className={calm['list']} aria-label={t`Bisherige Termine`}>{past.map(talk => <li key={talk.date}><TalkRow series={whole.id} talk={talk} /></li>)}</ul></Card>}
      {series.podcast !== null && (
        <Card title={<Trans>Als Podcast hören</Trans>} icon="share">
          <p><Trans>Fügen Sie diese Adresse in Ihrer Podcast-App hinzu; neue Folgen erscheinen dann von selbst:</Trans></p>
          <p className={`${calm['small']} ${classes['text']}`}><code>{new URL(podcastAddress(service, whole.id), location.origin).href}</code></p>
        </Card>
      )}
    </>
  )
}

function TalkRow({ series, talk }: { series: string; talk: TalkLine }) {
  const { t } = useLingui()
  const { span } = useFormats()
  const { network } = useSeriesPath()
  return (
    <div className={calm['itemText']}>
      <span className={calm['itemName']}>
        <Link to="/netz/$network/reihen/$series/$date" params={{ network, series, date: talk.date }}>{talk.topic === '' ? t`Thema noch offen` : talk.topic}</Link>
        {talk.cancelled !== '' ? <Tag tone="bad"><Trans>Abgesagt</Trans></Tag> : talk.moved !== '' && <Tag tone="warn" icon="clock"><Trans>Verlegt</Trans></Tag>}
        {talk.recording && <Tag tone="quiet" icon="eye"><Trans>Aufzeichnung</Trans></Tag>}
      </span>
      <span>{span(talk.start, talk.end)}{talk.guests.length > 0 && ` · ${talk.guests.join(', ')}`}</span>
      {(talk.cancelled !== '' || talk.moved !== '') && <span className={calm['small']}>{talk.cancelled === '' ? talk.moved : talk.cancelled}</span>}
    </div>
  )
}
