import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { actorMap, nextMark, type Mark, type Placed } from '../../../client/actor-map.ts'
import type { ActorLine } from '../../../client/directory.ts'
import { Icon } from '../../../shell/icon.tsx'
import { KindShape, shapeOf } from './kind-shape.tsx'
import { MapSheet } from './map-sheet.tsx'
import { useKindWords } from './use-kind-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './map.module.css'

const none: readonly string[] = []

/** The directory as a map: the same that the list shows, each kind a shape. Arrow keys go from mark to mark; a number opens those it stands for. `near`: marked
 *  while the list points at it. */
export function DirectoryMap({ actors, chosen, near, onChoose, network }: { actors: readonly ActorLine[]; chosen: string | undefined; near: string | undefined; onChoose: (id: string | undefined) => void; network: string }) {
  const { t } = useLingui()
  const kindWord = useKindWords()
  const { ref, width: measured } = useElementSize()
  const width = Math.max(280, Math.round(measured === 0 ? 640 : measured))
  const height = Math.round(Math.min(620, Math.max(320, width * 0.82)))
  const [inside, setInside] = useState<readonly string[]>(none)
  const [active, setActive] = useState(0)
  const places = useRef<SVGGElement>(null)
  const isMoving = useRef(false)
  const lastChosen = useRef(chosen)
  const placed = useMemo(() => actors.filter((one): one is ActorLine & Placed => one.position !== undefined), [actors])
  const shownInside = inside.every(id => placed.some(one => one.id === id)) ? inside : none
  const map = useMemo(() => actorMap(placed, { width, height }, { near: shownInside.length === 0 ? undefined : shownInside }), [placed, width, height, shownInside])
  const byId = useMemo(() => new Map(placed.map(one => [one.id, one])), [placed])
  const current = Math.min(active, map.marks.length - 1)
  // Whoever is chosen anew in the list is looked for where it stands.
  useEffect(() => {
    if (chosen === lastChosen.current) return
    lastChosen.current = chosen
    if (chosen !== undefined && shownInside.length > 0 && !map.marks.some(({ ids }) => ids.includes(chosen))) setInside(none)
  }, [chosen, map, shownInside])
  useEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    places.current?.querySelector<SVGElement>('[tabindex="0"]')?.focus()
  })

  const press = ({ ids }: Mark) => {
    if (ids.length === 1) return onChoose(ids[0] === chosen ? undefined : ids[0])
    isMoving.current = true
    setActive(0)
    setInside(ids)
  }
  const onKey = (event: KeyboardEvent, mark: Mark) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return press(mark)
    }
    if (event.key === 'Escape' && shownInside.length > 0) {
      isMoving.current = true
      return setInside(none)
    }
    const next = nextMark(map.marks, current, event.key)
    if (next === undefined) return
    event.preventDefault()
    isMoving.current = true
    setActive(next)
  }
  const selected = chosen === undefined ? undefined : byId.get(chosen)
  const nobody = actors.length - placed.length
  return (
    <figure className={classes['map']}>
      <div className={classes['sheet']} ref={ref}>
        <MapSheet map={map} width={width} height={height} label={t`Karte der Einrichtungen; Pfeiltasten gehen von einer zur nächsten`}>
          <g ref={places}>
            {map.marks.map((mark, index) => {
              const [id] = mark.ids
              const actor = byId.get(id!)!
              const count = mark.ids.length
              const isChosen = chosen !== undefined && mark.ids.includes(chosen)
              return (
                <g key={id} className={classes['mark']} transform={`translate(${mark.x} ${mark.y})`} role="button" tabIndex={index === current ? 0 : -1} aria-pressed={isChosen} data-near={near !== undefined && mark.ids.includes(near)}
                  aria-label={count > 1 ? t`${count} Einrichtungen in ${actor.city}, näher heran` : `${actor.name}, ${kindWord(actor.kind)}, ${actor.city}`}
                  onFocus={() => setActive(index)} onClick={() => press(mark)} onKeyDown={event => onKey(event, mark)}>
                  <circle className={classes['ground']} r={count > 1 ? 18 : 15} />
                  {count > 1 ? <><circle className={classes['count']} r={14} /><text>{count}</text></> : <path className={classes['shape']} d={shapeOf(actor.kind)} />}
                  <title>{count > 1 ? mark.ids.slice(0, 12).map(one => byId.get(one)!.name).join('\n') : actor.name}</title>
                </g>
              )
            })}
          </g>
        </MapSheet>
        {shownInside.length > 0 && <div className={classes['back']}><Button size="sm" variant="default" leftSection={<Icon name="back" />} onClick={() => setInside(none)}><Trans>Ganze Region</Trans></Button></div>}
      </div>
      <div role="status">
        {selected !== undefined && (
          <p className={classes['chosen']}>
            <Link to="/netz/$network/verzeichnis/$actor" params={{ network, actor: selected.id }}><strong>{selected.name}</strong></Link>
            <span className={calm['small']}>{kindWord(selected.kind)} · {selected.city}</span>
          </p>
        )}
      </div>
      <figcaption>
        <ul className={classes['legend']}>{[...new Set(placed.map(({ kind }) => kind))].map(kind => <li key={kind}><KindShape kind={kind} />{kindWord(kind)}</li>)}</ul>
        {nobody > 0 && <p className={calm['small']}><Plural value={nobody} one="# Einrichtung hat keinen Ort auf der Karte; sie steht in der Liste." other="# Einrichtungen haben keinen Ort auf der Karte; sie stehen in der Liste." /></p>}
      </figcaption>
    </figure>
  )
}
