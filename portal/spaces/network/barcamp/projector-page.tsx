import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { byCell } from '../../../client/barcamp-board.ts'
import { nowAndNext } from '../../../client/barcamp-event.ts'
import type { Barcamp } from '../../../client/barcamp.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { QrCode } from '../../../shell/qr-code.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { usePageTitle } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import classes from './projector.module.css'

/** The event on a wall, without anybody at its keyboard: before there is a programme what is offered so far, then the programme; as large as it fits, and moving by itself where it
 *  does not. */
export function ProjectorPage() {
  const words = useBarcampWords()
  useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  return <Wall barcamp={barcamp.data} />
}

function Wall({ barcamp }: { barcamp: Barcamp }) {
  const { t } = useLingui()
  const { time } = useFormats()
  const { network, event: id } = useBarcampPath()
  const now = useNow(1_000)
  const { event } = barcamp
  const planned = barcamp.pitches.some(({ cell }) => cell !== undefined)
  const offered = barcamp.pitches.filter(({ state }) => state !== 'draft')
  const address = `${location.origin}/netz/${network}/barcamp/${id}`
  const room = useRef<HTMLDivElement>(null)
  useFitting(room, [planned, ...barcamp.pitches.map(({ version, cell }) => `${version} ${cell?.slot} ${cell?.room}`), event.rooms.length, event.slots.length].join())
  useScrolling(room)
  usePageTitle(event.title)
  return (
    <div className={classes['wall']}>
      <header className={classes['head']}>
        <div>
          <h1 tabIndex={-1}>{event.title}</h1>
          <p className={classes['clock']}>{time(now)}{event.place !== '' && <> · {event.place}</>}{!planned && <> · <Plural value={offered.length} one="# Sitzung vorgeschlagen" other="# Sitzungen vorgeschlagen" /></>}</p>
        </div>
        <p className={classes['join']}><strong>{planned ? <Trans>Programm aufs Handy</Trans> : <Trans>Mitmachen: vorschlagen und abstimmen</Trans>}</strong><br />{location.host}/netz/{network}/barcamp<br /><Link to="/netz/$network/barcamp/$event/programm" params={{ network, event: id }}><Trans>Ansicht schließen</Trans></Link></p>
        <QrCode className={classes['qr']} text={address} label={t`QR-Code zu dieser Veranstaltung`} />
      </header>
      <div ref={room} className={classes['room']} tabIndex={0} role="region" aria-label={planned ? t`Programm` : t`Vorgeschlagene Sitzungen`}>
        {planned ? <Grid barcamp={barcamp} now={now} /> : <ul className={classes['offers']}>{offered.map(pitch => <li key={pitch.id}><strong>{pitch.title}</strong><span>{pitch.hosts.join(', ')}</span></li>)}</ul>}
      </div>
    </div>
  )
}

/** Rounds that are over leave their room to those that come. */
function Grid({ barcamp: { event, pitches }, now }: { barcamp: Barcamp; now: number }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const at = nowAndNext(event.slots, now)
  const inCell = byCell(pitches)
  const slots = at === undefined ? event.slots : event.slots.filter(({ end }) => now < Date.parse(end))
  return (
    <table className={classes['grid']}>
      <caption className="aloud">{t`Programm nach Zeit und Raum`}</caption>
      <thead><tr><th scope="col"><Trans>Zeit</Trans></th>{event.rooms.map(room => <th key={room.id} scope="col">{room.name}</th>)}</tr></thead>
      <tbody>
        {slots.map(slot => (
          <tr key={slot.id} data-now={at?.now === slot}>
            <th scope="row">{words.span(slot)}{at?.now === slot && <span><Trans>Jetzt</Trans></span>}{at?.next === slot && <span><Trans>Als Nächstes</Trans></span>}</th>
            {event.rooms.map(room => {
              const pitch = inCell({ slot: slot.id, room: room.id })
              return <td key={room.id} data-empty={pitch === undefined}>{pitch !== undefined && <><strong>{pitch.title}</strong><span>{pitch.hosts.join(', ')}</span></>}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Steps of the type's size in hundredths of the smaller side: the first with which everything fits, or the last. */
const sizes = [3.4, 3, 2.7, 2.4, 2.2, 2, 1.8, 1.65]

function useFitting(room: RefObject<HTMLDivElement | null>, content: string): void {
  useLayoutEffect(() => {
    const element = room.current
    if (element === null) return
    const fit = () => {
      for (const size of sizes) {
        element.style.setProperty('--size', `${size}vmin`)
        if (element.scrollHeight <= element.clientHeight) return
      }
    }
    const watch = new ResizeObserver(fit)
    watch.observe(element)
    // Letters of another font are of another width, and the room they stand in stays as large as it is.
    void document.fonts.ready.then(fit)
    return () => watch.disconnect()
  }, [room, content])
}

/** A page at a time, so that whoever reads is not carried away from the line, and back to the start. */
const pageMs = 12_000

function useScrolling(room: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const timer = setInterval(() => {
      const element = room.current
      // Whoever reads with a keyboard turns the pages.
      if (element === null || element === document.activeElement || element.scrollHeight <= element.clientHeight + 1) return
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2
      element.scrollTo({ top: atEnd ? 0 : element.scrollTop + element.clientHeight * 0.85, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
    }, pageMs)
    return () => clearInterval(timer)
  }, [room])
}
