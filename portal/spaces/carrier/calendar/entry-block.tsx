import { useState } from 'react'
import type { Entry } from '../../../client/calendar/model.ts'
import { useEntryWords } from './use-entry-words.ts'
import classes from './calendar.module.css'

/** One stretch of time in a column. What can be opened is a button; an appointment can be dragged besides, and its menu twin is behind the button. */
export function EntryBlock({ entry, open, past, mayOpen, mayDrag, isTarget, onOpen, onDrag, onDrop }: {
  entry: Entry; open: boolean; past: boolean; mayOpen: boolean; mayDrag: boolean; isTarget: boolean; onOpen: () => void; onDrag: (entry: Entry | null) => void; onDrop: () => void
}) {
  const words = useEntryWords()
  const [over, setOver] = useState(false)
  const { state, booked } = entry
  const text = (
    <>
      <span className={classes['span']}>{words.span(entry)}</span>
      <span className={classes['who']}>{words.who(entry)}</span>
      {booked !== undefined && <span className={classes['what']}>{state === 'booked' ? '' : `${words.state(state)} · `}{booked.service}</span>}
      {booked !== undefined && state === 'booked' && <span className="aloud">, {words.state(state)}</span>}
    </>
  )
  const look = { className: classes['entry'], 'data-state': state, 'data-past': past, 'data-target': isTarget, 'data-over': over && isTarget }
  if (!mayOpen) return <div {...look}>{text}</div>
  return (
    // No <button>: Firefox does not let one be dragged.
    <div
      {...look} role="button" tabIndex={0} aria-expanded={open} draggable={mayDrag} onClick={onOpen}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onOpen()
      }}
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move'
        // Some browsers drag nothing without data; it names nobody.
        event.dataTransfer.setData('text/plain', words.span(entry))
        onDrag(entry)
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={event => {
        if (!isTarget) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        if (isTarget) onDrop()
      }}
    >
      {text}
    </div>
  )
}
