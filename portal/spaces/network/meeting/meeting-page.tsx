import { Trans } from '@lingui/react/macro'
import type { MeetingView } from '../../../client/meetings.ts'
import { insideOf } from '../../../client/meetings.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { UndertakingsOf } from '../undertaking/undertakings-of.tsx'
import { CardFacts } from './card-facts.tsx'
import { Moves } from '../moves.tsx'
import { MeetingFrame } from './meeting-frame.tsx'
import { OwnCard } from './own-card.tsx'
import { ParticipantsCard } from './participants-card.tsx'
import { ParticipationCard } from './participation-card.tsx'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** A meeting: where and when, taking part, one's own card and those of the others. */
export function MeetingPage() {
  return <MeetingFrame>{view => <Parts view={view} />}</MeetingFrame>
}

function Parts({ view }: { view: MeetingView }) {
  const { meeting, you } = view
  const inside = insideOf(view)
  const others = inside?.cards.filter(({ id }) => id !== you?.id) ?? []
  const own = inside?.cards.find(({ id }) => id === you?.id)
  return (
    <>
      <Facts view={view} />
      {meeting.stage === 'open' && (meeting.cancelled === '' || you !== null) && <ParticipationCard key={you?.id ?? 'new'} view={view} />}
      {you?.confirmed === true && inside !== undefined && meeting.stage !== 'ended' && <OwnCard key={own?.version ?? 0} view={view} own={own} />}
      {inside !== undefined && (
        <Card title={<Trans>Karten der Ämter</Trans>} icon="table">
          {others.length === 0
            ? <p className={calm['dim']}><Trans>Noch keine andere Karte. Karten sehen nur, wer an dem Treffen teilnimmt, und die Redaktion.</Trans></p>
            : <ul className={classes['cards']}>{others.map(card => <li key={card.id} className={classes['card']}><CardFacts card={card} view={view} /></li>)}</ul>}
        </Card>
      )}
      {view.editor && inside !== undefined && <ParticipantsCard participants={inside.participants} />}
      <UndertakingsOf of={{ kind: 'meeting', id: view.id, title: meeting.title }} />
    </>
  )
}

function Facts({ view: { meeting, moves, access, offices, inside } }: { view: MeetingView }) {
  const words = useMeetingWords()
  const facts = [
    { name: <Trans>Wann</Trans>, value: words.when(meeting) },
    { name: <Trans>Wo</Trans>, value: words.where(meeting) },
    { name: <Trans>Anreise</Trans>, value: meeting.travel },
    { name: <Trans>Räume</Trans>, value: meeting.rooms },
    { name: <Trans>Angemeldete Ämter</Trans>, value: String(offices) },
  ]
  return (
    <Card title={<Trans>Das Treffen</Trans>} icon="calendar">
      {meeting.cancelled !== '' && <Notice tone="bad"><strong><Trans>Abgesagt</Trans>:</strong> {meeting.cancelled}</Notice>}
      {meeting.cancelled === '' && <Moves moves={moves} />}
      {meeting.about !== '' && <p className={classes['lines']}>{meeting.about}</p>}
      <dl className={classes['facts']}>{facts.filter(({ value }) => value !== '').map(({ name, value }, at) => <div key={at}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {access !== undefined && access !== '' && <p><a className={calm['button']} href={access} target="_blank" rel="noreferrer"><Trans>Zur Videokonferenz</Trans></a></p>}
      {meeting.kind === 'online' && inside && access === undefined && meeting.stage === 'open' && meeting.cancelled === '' && <Notice tone="quiet"><Trans>Den Zugang zur Videokonferenz sehen Sie hier ab einem Tag vor dem Treffen. Ist Ihre E-Mail-Adresse bestätigt, bekommen Sie ihn dann auch per E-Mail.</Trans></Notice>}
    </Card>
  )
}
