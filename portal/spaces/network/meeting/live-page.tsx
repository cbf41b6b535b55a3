import { Button, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changeAgenda, insideOf, type Agenda, type Inside, type MeetingView } from '../../../client/meetings.ts'
import { Card } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { CardAnswers } from './card-facts.tsx'
import { MeetingFrame, OnlyInside } from './meeting-frame.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** What is on right now, for the projector and for phones. */
export function MeetingLivePage() {
  const { t } = useLingui()
  const onProjector = (): void => void document.querySelector(`.${classes['stage']}`)?.requestFullscreen()
  return (
    <MeetingFrame title={t`Live`} wide beside={view => view.inside && <Button variant="default" className="screen-only" onClick={onProjector} leftSection={<Icon name="eye" />}><Trans>Für den Beamer</Trans></Button>}>
      {view => {
        const inside = insideOf(view)
        if (inside === undefined) return <OnlyInside />
        return (
          <>
            <Stage view={view} inside={inside} />
            {view.editor && inside.agenda.points.length > 0 && <Moderation key={`${inside.agenda.current} ${inside.agenda.version}`} agenda={inside.agenda} />}
          </>
        )
      }}
    </MeetingFrame>
  )
}

function Stage({ view, inside: { agenda, cards } }: { view: MeetingView; inside: Inside }) {
  const now = useNow(5_000)
  const at = agenda.points.findIndex(({ id }) => id === agenda.current)
  const point = agenda.points[at]
  const next = agenda.points.slice(at + 1, at + 4)
  const card = cards.find(({ id }) => id === point?.card)
  const topic = view.dimensions.find(({ code }) => code === card?.topic)?.title
  const left = point === undefined || agenda.since === '' ? 0 : Math.ceil(point.minutes - (now - Date.parse(agenda.since)) / 60_000)
  return (
    <section className={classes['stage']} aria-label={view.meeting.title}>
      {point === undefined && agenda.points.length === 0 && <Empty icon="table" title={<Trans>Noch kein Ablauf</Trans>}><Trans>Er entsteht aus den Karten der Ämter.</Trans></Empty>}
      {point !== undefined && (
        <div className={classes['onStage']}>
          <p className={classes['now']} role="status"><Trans>Jetzt dran</Trans> · {left > 0 ? <Trans>noch {left} min</Trans> : <Trans>Zeit ist um</Trans>}</p>
          <h2>{point.title}</h2>
          {topic !== undefined && <p className={calm['dim']}>{topic}</p>}
          {card !== undefined && <CardAnswers card={card} year={view.meeting.start.slice(0, 4)} />}
          {point.note !== '' && <p className={classes['lines']}>{point.note}</p>}
        </div>
      )}
      {next.length > 0 && (
        <div>
          <h2 className={classes['nextHead']}>{point !== undefined ? <Trans>Danach</Trans> : now > Date.parse(view.meeting.end) ? <Trans>Das Treffen ist vorbei. Auf dem Ablauf stand:</Trans> : <Trans>Gleich geht es los</Trans>}</h2>
          <ol className={classes['nextList']}>{next.map(({ id, title }) => <li key={id}>{title}</li>)}</ol>
        </div>
      )}
    </section>
  )
}

/** For editors: on to the next point, and what was said to this one. */
function Moderation({ agenda }: { agenda: Agenda }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const at = agenda.points.findIndex(one => one.id === agenda.current)
  const point = agenda.points[at]
  const [note, setNote] = useState(point?.note ?? '')
  const go = useMutation({
    mutationFn: (to: number) => changeAgenda(network, id, { version: agenda.version, current: agenda.points[to]?.id ?? '', points: agenda.points.map(one => one.id === point?.id ? { ...one, note: note.trim() } : one) }),
    onSettled: again,
  })
  return (
    <Card title={<Trans>Moderation</Trans>} icon="key">
      {go.isError && <Notice tone="bad" live>{words.fault(go.error)}</Notice>}
      {point !== undefined && <Textarea size="md" label={t`Notizen zu diesem Punkt`} description={t`Sie gehen ins Protokoll ein.`} autosize minRows={2} maxLength={4000} value={note} onChange={event => setNote(event.currentTarget.value)} />}
      <div className={calm['actions']}>
        <Button loading={go.isPending} onClick={() => go.mutate(at + 1)}>{point === undefined ? <Trans>Ersten Punkt aufrufen</Trans> : at + 1 < agenda.points.length ? <Trans>Nächster Punkt</Trans> : <Trans>Beenden</Trans>}</Button>
        {point !== undefined && <Button variant="default" onClick={() => go.mutate(at)}><Trans>Notizen speichern</Trans></Button>}
        {at > 0 && <Button variant="default" onClick={() => go.mutate(at - 1)}><Trans>Zurück</Trans></Button>}
      </div>
    </Card>
  )
}
