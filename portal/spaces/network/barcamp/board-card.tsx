import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { BarcampEvent, BoardState, Pitch } from '../../../client/barcamp.ts'
import type { Place } from '../../../client/barcamp-board.ts'
import { useBarcampWords } from './use-barcamp-words.ts'
import classes from './barcamp.module.css'

/** What every session on the board shares. */
export interface BoardHands {
  readonly board: BoardState
  readonly event: BarcampEvent
  readonly open: string | undefined
  readonly onOpen: (pitch: Pitch) => void
  readonly dragged: string | undefined
  readonly onDrag: (id: string | undefined) => void
  readonly onDropped: (to: Place) => void
}

/** A session on the board: opened by a press, carried by the mouse. */
export function BoardCard({ pitch, board, open, onOpen, onDrag }: { pitch: Pitch } & BoardHands) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const pinned = board.pinned.includes(pitch.id)
  const wrong = board.broken.filter(({ session }) => session === pitch.id)
  const misplaced = board.misplaced.includes(pitch.id)
  return (
    // No <button>: Firefox does not let one be dragged.
    <div
      className={classes['card']} role="button" tabIndex={0} draggable aria-expanded={open === pitch.id} data-pinned={pinned} data-wrong={misplaced || wrong.length > 0}
      onClick={() => onOpen(pitch)}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onOpen(pitch)
      }}
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move'
        // Some browsers drag nothing without data.
        event.dataTransfer.setData('text/plain', pitch.title)
        onDrag(pitch.id)
      }}
      onDragEnd={() => onDrag(undefined)}
    >
      <strong>{pitch.title}</strong>
      <span className={classes['cardFacts']}>{pitch.hosts.join(', ')} · <Plural value={board.votes[pitch.id] ?? 0} one="# Stimme" other="# Stimmen" />{pinned && <> · <Trans>festgehalten</Trans></>}</span>
      {(misplaced || wrong.length > 0) && <span className={classes['cardWrong']}>{[...(misplaced ? [t`Raum nicht verfügbar`] : []), ...wrong.map(({ need }) => words.broken(need))].join(', ')}</span>}
    </div>
  )
}

/** Makes an element take what is dropped on it. */
export function dropProps({ dragged, onDropped }: BoardHands, to: Place) {
  return {
    'data-target': dragged !== undefined,
    onDragOver: (event: { preventDefault(): void }) => {
      if (dragged !== undefined) event.preventDefault()
    },
    onDrop: (event: { preventDefault(): void }) => {
      event.preventDefault()
      onDropped(to)
    },
  }
}
