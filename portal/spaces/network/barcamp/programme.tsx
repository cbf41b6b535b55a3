import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { byCell } from '../../../client/barcamp-board.ts'
import { nowAndNext } from '../../../client/barcamp-event.ts'
import type { Barcamp } from '../../../client/barcamp.ts'
import { Icon } from '../../../shell/icon.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** Rooms × slots: a table on wide screens and on paper, a list by time on the phone. */
export function Programme({ barcamp }: { barcamp: Barcamp }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const now = useNow(30_000)
  const { network } = useBarcampPath()
  const { event, wants } = barcamp
  const at = nowAndNext(event.slots, now)
  const inCell = byCell(barcamp.pitches)
  return (
    <div className={classes['programme']}>
      <table role="table" className={classes['grid']}>
        <caption className="aloud">{t`Programm nach Zeit und Raum`}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><Trans>Zeit</Trans></th>{event.rooms.map(room => <th key={room.id} role="columnheader" scope="col">{room.name}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {event.slots.map(slot => (
            <tr key={slot.id} role="row" data-now={at?.now === slot} data-next={at?.next === slot}>
              <th role="rowheader" scope="row">{words.span(slot)}{at?.now === slot && <span className={`${classes['now']} screen-only`}><Trans>Jetzt</Trans></span>}{at?.next === slot && <span className={`${classes['now']} screen-only`}><Trans>Als Nächstes</Trans></span>}</th>
              {event.rooms.map(room => {
                const pitch = inCell({ slot: slot.id, room: room.id })
                return (
                  <td key={room.id} role="cell" data-label={room.name} data-empty={pitch === undefined} data-wanted={pitch !== undefined && wants.includes(pitch.id)}>
                    {pitch !== undefined && (
                      <>
                        <Link to="/netz/$network/barcamp/$event/sitzung/$pitch" params={{ network, event: barcamp.id, pitch: pitch.id }}>{pitch.title}</Link>
                        <span className={calm['small']}>{pitch.hosts.join(', ')}</span>
                        {wants.includes(pitch.id) && <span className={`${classes['mine']} screen-only`}><Icon name="check" /> <Trans>Von Ihnen gewählt</Trans></span>}
                      </>
                    )}
                    {pitch === undefined && <span className="aloud"><Trans>frei</Trans></span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
