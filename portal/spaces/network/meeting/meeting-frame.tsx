import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MeetingView } from '../../../client/meetings.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { useLiveMeeting, useMeeting, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import classes from './meeting.module.css'

/** Around every page of a meeting: read, kept up to date, under its head and navigation. title: of the page; without it, of the meeting. */
export function MeetingFrame({ title, beside, lead, wide = false, children }: {
  title?: string; beside?: (view: MeetingView) => ReactNode; lead?: (view: MeetingView) => ReactNode; wide?: boolean; children: (view: MeetingView) => ReactNode
}) {
  const words = useMeetingWords()
  const stream = useLiveMeeting()
  const view = useMeeting()
  if (view.isError && view.data === undefined) return <PageFault error={view.error} text={words.fault(view.error)} back={<BackToMeetings />} />
  if (view.data === undefined) return <Loading />
  const { meeting } = view.data
  return (
    <div className={classes['page']} data-wide={wide}>
      <PageHead title={title ?? meeting.title} above={title === undefined ? <BackToMeetings /> : meeting.title} lead={lead?.(view.data) ?? `${words.when(meeting)} · ${words.where(meeting)}`} beside={beside?.(view.data)} />
      <MeetingNav view={view.data} />
      <div role="status" className="screen-only">{stream === 'waiting' && <Notice tone="warn"><Trans>Keine Verbindung. Sie sehen den letzten Stand; er wird von selbst wieder aktuell.</Trans></Notice>}</div>
      {children(view.data)}
    </div>
  )
}

function BackToMeetings() {
  const { params: { network } } = useMeetingPath()
  return <BackLink to="/netz/$network/treffen" params={{ network }}><Trans>Alle Treffen</Trans></BackLink>
}

/** What is for those who take part, where somebody else came. */
export function OnlyInside() {
  const { params } = useMeetingPath()
  return <Notice tone="warn"><Trans>Das sehen nur Personen, die an dem Treffen teilnehmen.</Trans> <Link to="/netz/$network/treffen/$meeting" params={params}><Trans>Zum Treffen</Trans></Link></Notice>
}

function MeetingNav({ view: { inside, editor, minutes } }: { view: MeetingView }) {
  const { t } = useLingui()
  const { params } = useMeetingPath()
  if (!inside && minutes === null) return null
  return (
    <nav className={`${classes['nav']} screen-only`} aria-label={t`Treffen`}>
      <Link to="/netz/$network/treffen/$meeting" params={params} activeOptions={{ exact: true }}><Trans>Treffen</Trans></Link>
      {inside && <Link to="/netz/$network/treffen/$meeting/ablauf" params={params}><Trans>Ablauf</Trans></Link>}
      {inside && <Link to="/netz/$network/treffen/$meeting/live" params={params}><Trans>Live</Trans></Link>}
      {inside && <Link to="/netz/$network/treffen/$meeting/runden" params={params}><Trans>Runden</Trans></Link>}
      {inside && <Link to="/netz/$network/treffen/$meeting/matrix" params={params}><Trans>Matrix</Trans></Link>}
      {(editor || minutes !== null) && <Link to="/netz/$network/treffen/$meeting/protokoll" params={params}><Trans>Protokoll</Trans></Link>}
      {editor && <Link to="/netz/$network/treffen/$meeting/einstellungen" params={params}><Trans>Einstellungen</Trans></Link>}
    </nav>
  )
}
