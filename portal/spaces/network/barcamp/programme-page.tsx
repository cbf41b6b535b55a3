import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { byCell } from '../../../client/barcamp-board.ts'
import { nowAndNext } from '../../../client/barcamp-event.ts'
import type { Barcamp, BarcampSlot } from '../../../client/barcamp.ts'
import { Card } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { Programme } from './programme.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'
import classes from './barcamp.module.css'

/** What is where and when, live; what is on now first. */
export function ProgrammePage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event: id } = useBarcampPath()
  const stream = useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  const { event, pitches } = barcamp.data
  const planned = pitches.some(({ cell }) => cell !== undefined)
  return (
    <div className={classes['wide']}>
      <PageHead title={t`Programm`} above={event.title} lead={words.event(event)} beside={(
        <div className={`${calm['actions']} screen-only`}>
          {planned && <button type="button" className={calm['button']} data-look="quiet" onClick={() => print()}><Icon name="printer" /><Trans>Drucken</Trans></button>}
          <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp/$event/leinwand" params={{ network, event: id }}><Icon name="eye" /><Trans>Für den Beamer</Trans></Link>
        </div>
      )} />
      <BarcampNav barcamp={barcamp.data} />
      <div role="status" className="screen-only">{stream === 'waiting' && <Notice tone="warn"><Trans>Keine Verbindung. Sie sehen den letzten Stand; er wird von selbst wieder aktuell.</Trans></Notice>}</div>
      {planned
        ? <><NowAndNext barcamp={barcamp.data} /><Programme barcamp={barcamp.data} /></>
        : <Empty icon="table" title={<Trans>Noch kein Programm</Trans>}><Trans>Es entsteht aus den Stimmen, sobald die Moderation die Sitzungen verteilt hat.</Trans></Empty>}
    </div>
  )
}

/** On the day itself, so that nobody on a phone looks for the present in a long list. */
function NowAndNext({ barcamp }: { barcamp: Barcamp }) {
  const at = nowAndNext(barcamp.event.slots, useNow(30_000))
  if (at === undefined) return null
  return (
    <div className={`${classes['board']} screen-only`}>
      {at.now !== undefined && <Round barcamp={barcamp} slot={at.now} title={<Trans>Jetzt</Trans>} />}
      {at.next !== undefined && <Round barcamp={barcamp} slot={at.next} title={<Trans>Als Nächstes</Trans>} />}
    </div>
  )
}

function Round({ barcamp, slot, title }: { barcamp: Barcamp; slot: BarcampSlot; title: ReactNode }) {
  const words = useBarcampWords()
  const { network } = useBarcampPath()
  const inCell = byCell(barcamp.pitches)
  const sessions = barcamp.event.rooms.flatMap(room => {
    const pitch = inCell({ slot: slot.id, room: room.id })
    return pitch === undefined ? [] : [{ room, pitch }]
  })
  return (
    <Card title={<>{title} · {words.span(slot)}</>} icon="clock">
      {sessions.length === 0 && <p className={calm['dim']}><Trans>Pause</Trans></p>}
      <ul className={calm['list']}>
        {sessions.map(({ room, pitch }) => <li key={pitch.id}><Link to="/netz/$network/barcamp/$event/sitzung/$pitch" params={{ network, event: barcamp.id, pitch: pitch.id }}>{pitch.title}</Link><br /><strong>{room.name}</strong> <span className={calm['small']}>· {pitch.hosts.join(', ')}</span></li>)}
      </ul>
    </Card>
  )
}
