import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Talk } from '../../../client/series.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { AccessCard } from './access-card.tsx'
import { QuestionsCard } from './questions-card.tsx'
import { TalkForm } from './talk-form.tsx'
import { TalkNotes } from './talk-notes.tsx'
import { useLiveSeries, useSeriesFault, useSeriesPath, useTalk } from './use-series.ts'
import calm from '../../../shell/calm.module.css'
import classes from './series.module.css'

/** One talk: when, who, the way in, questions, notes, what can be heard again. */
export function TalkPage() {
  const fault = useSeriesFault()
  const { network, series } = useSeriesPath()
  useLiveSeries()
  const talk = useTalk()
  if (talk.isPending) return <Loading />
  return talk.data === undefined
    ? <PageFault error={talk.error} text={fault(talk.error)} back={<BackLink to="/netz/$network/reihen/$series" params={{ network, series }}><Trans>Zur Reihe</Trans></BackLink>} />
    : <Column><Whole whole={talk.data} back={<BackLink to="/netz/$network/reihen/$series" params={{ network, series }}>{talk.data.series}</BackLink>} /></Column>
}

function Whole({ whole, back }: { whole: Talk; back: ReactNode }) {
  const { t } = useLingui()
  const { span } = useFormats()
  const { talk } = whole
  const title = talk.topic === '' ? t`Thema noch offen` : talk.topic
  return (
    <>
      <PageHead title={title} above={back} lead={[span(talk.start, talk.end), whole.place].filter(part => part !== '').join(' · ')} />
      {talk.cancelled !== '' && <Notice tone="bad"><strong><Trans>Abgesagt</Trans>:</strong> {talk.cancelled}</Notice>}
      {talk.cancelled === '' && talk.moved !== '' && <Notice tone="warn"><strong><Trans>Verlegt</Trans>:</strong> {talk.moved}</Notice>}
      {talk.about !== '' && <p className={classes['text']}>{talk.about}</p>}
      <AccessCard whole={whole} />
      {talk.guests.length > 0 && (
        <Card title={<Trans>Zu Gast</Trans>} icon="person">
          <ul className={calm['list']}>{talk.guests.map((guest, at) => <li key={at}><strong>{guest.name}</strong>{guest.about !== '' && <p className={classes['text']}>{guest.about}</p>}</li>)}</ul>
        </Card>
      )}
      <Recording whole={whole} />
      {(whole.asking || whole.questions.length > 0) && <QuestionsCard whole={whole} />}
      <TalkNotes whole={whole} />
      <UndertakingsOf of={{ kind: 'talk', id: whole.id, title }} />
      {whole.editor && <TalkForm key={whole.version} whole={whole} />}
    </>
  )
}

function Recording({ whole: { talk: { recording, episode, material } } }: { whole: Talk }) {
  if (recording === '' && episode === null && material.length === 0) return null
  return (
    <Card title={<Trans>Zum Nachhören und Nachlesen</Trans>} icon="download">
      <ul className={calm['list']}>
        {episode !== null && <li><a href={episode.audio} rel="noreferrer"><Trans>Als Podcast-Folge hören ({Math.max(1, Math.round(episode.seconds / 60))} Minuten)</Trans></a></li>}
        {recording !== '' && <li><a href={recording} rel="noreferrer"><Trans>Aufzeichnung ansehen</Trans></a></li>}
        {material.map(({ title, url }, at) => <li key={at}>{url === '' ? title : <a href={url} rel="noreferrer">{title}</a>}</li>)}
      </ul>
    </Card>
  )
}
