import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Card, KeptCard, MeetingView } from '../../../client/meetings.ts'
import { useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** What an office brought, question by question. */
export function CardFacts({ card, view }: { card: KeptCard; view: MeetingView }) {
  const topic = view.dimensions.find(({ code }) => code === card.topic)?.title
  return (
    <>
      <h3>{card.office}</h3>
      {topic !== undefined && <p className={calm['small']}>{topic}</p>}
      <CardAnswers card={card} year={view.meeting.start.slice(0, 4)} />
    </>
  )
}

export function CardAnswers({ card, year }: { card: Card; year: string }) {
  const words = useMeetingWords()
  const { params } = useMeetingPath()
  const said = words.questions(year).map(({ field, words: question }) => ({ question, answer: words.said(card, field) })).filter(({ answer }) => answer !== '')
  return (
    <dl className={classes['facts']}>
      {said.map(({ question, answer }) => <div key={question}><dt>{question}</dt><dd>{answer}</dd></div>)}
      {card.projects.length > 0 && (
        <div>
          <dt><Trans>Projekte</Trans></dt>
          <dd>
            <ul className={classes['plain']}>
              {card.projects.map(({ title, undertaking }) => (
                <li key={title}>{undertaking === '' ? title : <Link to="/netz/$network/vorhaben/$undertaking" params={{ network: params.network, undertaking }}>{title}</Link>}</li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  )
}
