import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { bySlotAndRoom, cellKey, type Place } from '../../../client/barcamp-board.ts'
import type { Barcamp, BoardState, Pitch } from '../../../client/barcamp.ts'
import { useBarcampWords } from './use-barcamp-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** What dragging does, with the keyboard or a thumb: where a session goes, and whether it stays there. */
export function MoveTwin({ barcamp: { event }, board, pitch, titles, onMove, onPin, onClose }: {
  barcamp: Barcamp; board: BoardState; pitch: Pitch; titles: ReadonlyMap<string, Pitch>; onMove: (to: Place) => void; onPin: () => void; onClose: () => void
}) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const opener = useRef<Element | null>(null)
  const [to, setTo] = useState('')
  useEffect(() => {
    opener.current = document.activeElement
    heading.current?.focus()
    return () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    }
  }, [])
  const here = board.cells[pitch.id]
  const stands = bySlotAndRoom(board.cells)
  const cells = event.slots.flatMap(slot => event.rooms.flatMap(room => {
    const cell = { slot: slot.id, room: room.id }
    if (room.closedAt.includes(slot.id) || (here !== undefined && cellKey(here) === cellKey(cell))) return []
    const other = titles.get(stands.get(cellKey(cell)) ?? '')?.title
    const where = words.cell(event, cell)
    return [{ value: cellKey(cell), label: other === undefined ? where : t`${where} (tauscht mit: ${other})`, cell }]
  }))
  const go = () => {
    const chosen = cells.find(({ value }) => value === to)
    if (chosen !== undefined) onMove(chosen.cell)
    else if (to === 'queue' || to === 'parked') onMove(to)
  }
  return (
    <section className={classes['twin']} aria-label={t`Sitzung verschieben`} onKeyDown={event => { if (event.key === 'Escape') onClose() }}>
      <h2 ref={heading} tabIndex={-1}>{pitch.title}</h2>
      <p className={calm['small']}>{words.format(pitch.format)} · {pitch.hosts.join(', ')}{here === undefined ? '' : ` · ${words.cell(event, here)}`}</p>
      <NativeSelect
        label={t`Verschieben nach …`} value={to} onChange={change => setTo(change.currentTarget.value)}
        data={[{ value: '', label: t`Bitte wählen` }, { value: 'queue', label: t`Warteschlange` }, { value: 'parked', label: t`Parkplatz` }, ...cells.map(({ value, label }) => ({ value, label }))]}
      />
      <div className={calm['actions']}>
        <Button onClick={go} disabled={to === ''}><Trans>Verschieben</Trans></Button>
        {here !== undefined && <Button variant="default" onClick={onPin}>{board.pinned.includes(pitch.id) ? <Trans>Loslassen</Trans> : <Trans>Hier festhalten</Trans>}</Button>}
        <Button variant="default" onClick={onClose}><Trans>Schließen</Trans></Button>
      </div>
    </section>
  )
}
