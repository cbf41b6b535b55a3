import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Point } from '../../../client/meetings.ts'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import classes from './meeting.module.css'

/** A point of the agenda for editors: carried by the mouse, or sent to a place by its menu. */
export function PointRow({ point, at, count, starts, current, pending, dragged, onDrag, onDragEnd, onDrop, onMove, onMinutes, onRemove, onCurrent }: {
  point: Point; at: number; count: number; starts: number; current: boolean; pending: boolean; dragged: boolean
  onDrag: () => void; onDragEnd: () => void; onDrop: () => void; onMove: (to: number) => void; onMinutes: (minutes: number) => void; onRemove: () => void; onCurrent: () => void
}) {
  const { t } = useLingui()
  const { time } = useFormats()
  const [minutes, setMinutes] = useState(point.minutes)
  const { title } = point
  return (
    <li
      className={classes['point']} data-current={current} data-dragged={dragged} draggable
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move'
        // Some browsers drag nothing without data.
        event.dataTransfer.setData('text/plain', title)
        onDrag()
      }}
      onDragEnd={onDragEnd} onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        onDrop()
      }}
    >
      <span className={classes['grip']}><Icon name="grip" /></span>
      <span className={classes['clock']}>{time(starts)}</span>
      <span className={classes['pointTitle']}><strong>{title}</strong>{current && <span className={classes['now']}> · <Trans>jetzt dran</Trans></span>}</span>
      <span className={classes['pointTools']}>
        <NativeSelect aria-label={t`Verschieben nach … : ${title}`} value={String(at)} onChange={event => onMove(Number(event.currentTarget.value))} data={Array.from({ length: count }, (_, place) => ({ value: String(place), label: t`Platz ${place + 1}` }))} />
        <NumberInput aria-label={t`Minuten: ${title}`} w="5rem" value={minutes} onChange={next => { if (typeof next === 'number') setMinutes(next) }} onBlur={() => { if (minutes !== point.minutes && minutes >= 1) onMinutes(minutes) }} min={1} max={480} allowDecimal={false} />
        <Button variant={current ? 'filled' : 'default'} aria-pressed={current} loading={pending && current} onClick={onCurrent}><Trans>Jetzt dran</Trans><span className="aloud">: {title}</span></Button>
        <Button variant="default" aria-label={t`Entfernen: ${title}`} onClick={onRemove}><Icon name="cross" /></Button>
      </span>
    </li>
  )
}
