import { Button, NumberInput, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { freshUuid } from '../../../client/fresh-uuid.ts'
import { changeAgenda, insideOf, proposeAgenda, type Agenda, type MeetingView, type Point } from '../../../client/meetings.ts'
import { reordered } from '../../../client/reorder.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { MeetingFrame, OnlyInside } from './meeting-frame.tsx'
import { PointRow } from './point-row.tsx'
import { useMeetingAgain, useMeetingPath } from './use-meeting.ts'
import { useMeetingWords } from './use-meeting-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './meeting.module.css'

/** What the meeting talks about, in which order: made from the cards, put in order by the editors. */
export function AgendaPage() {
  const { t } = useLingui()
  return (
    <MeetingFrame title={t`Ablauf`}>
      {view => {
        const agenda = insideOf(view)?.agenda
        if (agenda === undefined) return <OnlyInside />
        return view.editor ? <Editing view={view} agenda={agenda} /> : <Reading view={view} agenda={agenda} />
      }}
    </MeetingFrame>
  )
}

/** When each point begins, one after the other from the meeting's start. */
function beginnings(start: string, points: readonly Point[]): readonly number[] {
  const times: number[] = []
  let at = Date.parse(start)
  for (const { minutes } of points) {
    times.push(at)
    at += minutes * 60_000
  }
  return times
}

function Reading({ view, agenda }: { view: MeetingView; agenda: Agenda }) {
  const { time } = useFormats()
  const times = beginnings(view.meeting.start, agenda.points)
  if (agenda.points.length === 0) return <Empty icon="table" title={<Trans>Noch kein Ablauf</Trans>}><Trans>Er entsteht aus den Karten der Ämter.</Trans></Empty>
  return (
    <Card title={<Trans>Punkte</Trans>} icon="table">
      <ol className={classes['points']}>
        {agenda.points.map(({ id, title, minutes }, at) => (
          <li key={id} className={classes['point']} data-current={id === agenda.current}>
            <span className={classes['clock']}>{time(times[at]!)}</span>
            <span><strong>{title}</strong>{id === agenda.current && <span className={classes['now']}> · <Trans>jetzt dran</Trans></span>}<br /><span className={calm['small']}><Trans>{minutes} Minuten</Trans></span></span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Editing({ view, agenda }: { view: MeetingView; agenda: Agenda }) {
  const { t } = useLingui()
  const words = useMeetingWords()
  const again = useMeetingAgain()
  const { network, id } = useMeetingPath()
  const [dragged, setDragged] = useState<number>()
  const [before, setBefore] = useState<readonly Point[]>()
  const [title, setTitle] = useState('')
  const [minutes, setMinutes] = useState(10)
  const save = useMutation({
    mutationFn: ({ points, current = agenda.current }: { readonly points: readonly Point[]; readonly current?: string; readonly undo?: readonly Point[] }) =>
      changeAgenda(network, id, { version: agenda.version, points, current: points.some(point => point.id === current) ? current : '' }),
    onSuccess: (_, { undo }) => setBefore(undo),
    onSettled: again,
  })
  const proposal = useMutation({ mutationFn: () => proposeAgenda(network, id) })
  const put = (points: readonly Point[]) => save.mutate({ points, undo: agenda.points })
  const move = (from: number, to: number) => put(reordered(agenda.points, from, to))
  const own = agenda.points.filter(({ card }) => card === '')
  const times = beginnings(view.meeting.start, agenda.points)
  const planned = agenda.points.reduce((sum, point) => sum + point.minutes, 0)
  const length = Math.round((Date.parse(view.meeting.end) - Date.parse(view.meeting.start)) / 60_000)
  const missing = insideOf(view)!.cards.filter(card => !agenda.points.some(point => point.card === card.id)).length
  return (
    <>
      <div role="status">
        {save.isError && <Notice tone="bad">{words.fault(save.error)}</Notice>}
        {save.isSuccess && before !== undefined && <Notice tone="ok" action={<button type="button" className={classes['undo']} onClick={() => save.mutate({ points: before })}><Trans>Rückgängig</Trans></button>}><Trans>Geändert.</Trans></Notice>}
        {missing > 0 && agenda.points.length > 0 && <Notice tone="warn"><Trans>Karten, die noch nicht im Ablauf stehen: {missing}. „Ablauf vorschlagen“ nimmt sie auf.</Trans></Notice>}
        {planned > length && <Notice tone="warn"><Trans>Verplant sind {planned} Minuten, das Treffen hat {length}.</Trans></Notice>}
      </div>
      <Card title={<Trans>Vorschlag aus den Karten</Trans>} icon="replay">
        <p className={calm['dim']}><Trans>Zuerst kommt, wer am längsten nicht gesprochen hat, mit den Karten zum selben Thema; die Zeit wird gleich verteilt.</Trans></p>
        {proposal.isError && <Notice tone="bad" live>{words.fault(proposal.error)}</Notice>}
        {proposal.data === undefined
          ? <div className={calm['actions']}><Button loading={proposal.isPending} onClick={() => proposal.mutate()}><Trans>Ablauf vorschlagen</Trans></Button></div>
          : <Proposal points={proposal.data.points} over={proposal.data.over} onTake={() => { put([...own, ...proposal.data.points]); proposal.reset() }} onLeave={() => proposal.reset()} />}
      </Card>
      <Card title={<Trans>Punkte</Trans>} icon="table">
        {agenda.points.length === 0 && <p className={calm['dim']}><Trans>Noch kein Punkt. Lassen Sie sich einen Ablauf vorschlagen, oder fügen Sie selbst einen an.</Trans></p>}
        <ol className={classes['points']}>
          {agenda.points.map((point, at) => (
            <PointRow
              key={point.id} point={point} at={at} count={agenda.points.length} starts={times[at]!} current={point.id === agenda.current} pending={save.isPending} dragged={dragged === at}
              onDrag={() => setDragged(at)} onDragEnd={() => setDragged(undefined)} onDrop={() => { if (dragged !== undefined && dragged !== at) move(dragged, at); setDragged(undefined) }} onMove={to => move(at, to)}
              onMinutes={next => put(agenda.points.map(one => one.id === point.id ? { ...one, minutes: next } : one))} onRemove={() => put(agenda.points.filter(one => one.id !== point.id))}
              onCurrent={() => save.mutate({ points: agenda.points, current: point.id === agenda.current ? '' : point.id })}
            />
          ))}
        </ol>
        <form className={classes['row']} onSubmit={event => {
          event.preventDefault()
          if (title.trim() === '') return
          put([...agenda.points, { id: freshUuid(), card: '', title: title.trim(), minutes, note: '' }])
          setTitle('')
        }}
        >
          <TextInput label={t`Eigener Punkt`} value={title} onChange={event => setTitle(event.currentTarget.value)} maxLength={160} />
          <NumberInput label={t`Minuten`} value={minutes} onChange={next => { if (typeof next === 'number') setMinutes(next) }} min={1} max={480} allowDecimal={false} />
          <Button type="submit" variant="default" disabled={title.trim() === ''}><Trans>Anfügen</Trans></Button>
        </form>
      </Card>
    </>
  )
}

function Proposal({ points, over, onTake, onLeave }: { points: readonly Point[]; over: number; onTake: () => void; onLeave: () => void }) {
  const minutes = points[0]?.minutes ?? 0
  if (points.length === 0) return <Notice tone="quiet" live><Trans>Es gibt noch keine Karte.</Trans></Notice>
  return (
    <div className={classes['preview']}>
      <p role="status"><Trans>Je Karte {minutes} Minuten.</Trans>{over > 0 && <> <Trans>Für die letzten {over} reicht die Zeit nicht.</Trans></>}</p>
      <ol>{points.map(({ id, title }) => <li key={id}>{title}</li>)}</ol>
      <div className={calm['actions']}>
        <Button onClick={onTake}><Trans>Übernehmen</Trans></Button>
        <Button variant="default" onClick={onLeave}><Trans>Verwerfen</Trans></Button>
      </div>
    </div>
  )
}
