import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { bySlotAndRoom, cellKey } from '../../../client/barcamp-board.ts'
import type { Barcamp, Pitch } from '../../../client/barcamp.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { BarcampNav } from './barcamp-nav.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** Rooms × slots, live: a table on wide screens, on the projector and on paper, a list by time on the phone. */
export function ProgrammePage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const stream = useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <Notice tone="bad" live>{words.fault(barcamp.error)}</Notice>
  const { event } = barcamp.data
  const pitches = barcamp.data.pitches.filter(({ cell }) => cell !== undefined)
  const onProjector = (): void => void document.querySelector(`.${classes['programme']}`)?.requestFullscreen()
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Programm`} above={event.title} beside={(
        <div className={`${calm['actions']} screen-only`}>
          <Button variant="default" onClick={() => print()} leftSection={<Icon name="printer" />}><Trans>Drucken</Trans></Button>
          <Button variant="default" onClick={onProjector} leftSection={<Icon name="eye" />}><Trans>Für den Beamer</Trans></Button>
        </div>
      )} />
      <BarcampNav barcamp={barcamp.data} />
      <div role="status" className="screen-only">{stream === 'waiting' && <Notice tone="warn"><Trans>Keine Verbindung. Sie sehen den letzten Stand; er wird von selbst wieder aktuell.</Trans></Notice>}</div>
      {pitches.length === 0
        ? <Empty icon="table" title={<Trans>Noch kein Programm</Trans>}><Trans>Es entsteht aus den Stimmen, sobald die Moderation die Sitzungen verteilt hat.</Trans></Empty>
        : <Programme barcamp={barcamp.data} pitches={pitches} />}
    </div>
  )
}

function Programme({ barcamp, pitches }: { barcamp: Barcamp; pitches: readonly Pitch[] }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const now = useNow(30_000)
  const { network } = useBarcampPath()
  const { event, wants } = barcamp
  const byId = new Map(pitches.map(pitch => [pitch.id, pitch]))
  const stands = bySlotAndRoom(Object.fromEntries(pitches.flatMap(({ id, cell }) => cell === undefined ? [] : [[id, cell]])))
  return (
    <div className={classes['programme']}>
      <table role="table" className={classes['grid']}>
        <caption className="aloud">{t`Programm nach Zeit und Raum`}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><Trans>Zeit</Trans></th>{event.rooms.map(room => <th key={room.id} role="columnheader" scope="col">{room.name}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {event.slots.map(slot => (
            <tr key={slot.id} role="row" data-now={Date.parse(slot.start) <= now && now < Date.parse(slot.end)} data-past={now >= Date.parse(slot.end)}>
              <th role="rowheader" scope="row">{words.span(slot)}{Date.parse(slot.start) <= now && now < Date.parse(slot.end) && <span className={classes['now']}><Trans>Jetzt</Trans></span>}</th>
              {event.rooms.map(room => {
                const pitch = byId.get(stands.get(cellKey({ slot: slot.id, room: room.id })) ?? '')
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
