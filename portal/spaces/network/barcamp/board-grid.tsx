import { Trans, useLingui } from '@lingui/react/macro'
import { bySlotAndRoom, cellKey } from '../../../client/barcamp-board.ts'
import type { Barcamp, Pitch } from '../../../client/barcamp.ts'
import { BoardCard, dropProps, type BoardHands } from './board-card.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import classes from './barcamp.module.css'

/** The grid, on which sessions are dropped. */
export function BoardGrid({ barcamp: { event }, byId, ...hands }: { barcamp: Barcamp; byId: ReadonlyMap<string, Pitch> } & Omit<BoardHands, 'event'>) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const stands = bySlotAndRoom(hands.board.cells)
  const full = { ...hands, event }
  return (
    <table role="table" className={classes['grid']}>
      <caption className="aloud">{t`Raster nach Zeit und Raum`}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><Trans>Zeit</Trans></th>{event.rooms.map(room => <th key={room.id} role="columnheader" scope="col">{room.name} <span className={classes['seats']}><Trans>({room.seats} Plätze)</Trans></span></th>)}</tr></thead>
      <tbody role="rowgroup">
        {event.slots.map(slot => (
          <tr key={slot.id} role="row">
            <th role="rowheader" scope="row">{words.span(slot)}</th>
            {event.rooms.map(room => {
              const cell = { slot: slot.id, room: room.id }
              const pitch = byId.get(stands.get(cellKey(cell)) ?? '')
              const closed = room.closedAt.includes(slot.id)
              return (
                <td key={room.id} role="cell" data-label={room.name} data-empty={pitch === undefined} data-closed={closed} {...dropProps(full, cell)}>
                  {pitch === undefined ? <span className={classes['none']}>{closed ? <Trans>gesperrt</Trans> : <Trans>frei</Trans>}</span> : <BoardCard pitch={pitch} {...full} />}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
