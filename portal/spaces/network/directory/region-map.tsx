import { actorMap, type Placed } from '../../../client/actor-map.ts'
import { shapeOf } from './kind-shape.tsx'
import { MapSheet } from './map-sheet.tsx'
import classes from './map.module.css'

const [width, height] = [520, 340]

/** The region at a glance, with one of it marked where one is meant; a picture beside a text that says the same. */
export function RegionMap({ places, marked, label }: { places: readonly Placed[]; marked?: string; label: string }) {
  const map = actorMap(places, { width, height }, { alone: marked })
  const kinds = new Map(places.map(({ id, kind }) => [id, kind]))
  return (
    <div className={`${classes['sheet']} ${classes['teaser']}`}>
      <MapSheet map={map} width={width} height={height} role="img" label={label}>
        {map.marks.map(({ ids, x, y }) => {
          const isMarked = marked !== undefined && ids.includes(marked)
          return (
            <g key={ids[0]} className={classes['mark']} transform={`translate(${x} ${y})`} data-meant={isMarked}>
              {isMarked && <circle className={classes['ring']} r={20} />}
              {ids.length > 1 ? <><circle className={classes['count']} r={14} /><text>{ids.length}</text></> : <path className={classes['shape']} d={shapeOf(kinds.get(ids[0]!)!)} />}
            </g>
          )
        })}
      </MapSheet>
    </div>
  )
}
