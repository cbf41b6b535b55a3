import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ActorMap } from '../../../client/actor-map.ts'
import { useFormats } from '../../../shell/format.ts'
import classes from './map.module.css'

/** The paper of a map: lines, towns and the scale; marks stand on it. */
export function MapSheet({ map, width, height, children, label, role = 'group' }: { map: ActorMap; width: number; height: number; children: ReactNode; label: string; role?: 'group' | 'img' }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const { km, px } = map.scale
  const length = number(km < 1 ? km * 1000 : km)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role={role} aria-label={label}>
      <path className={classes['grid']} d={map.grid} />
      <g aria-hidden="true">
        {map.towns.map(({ name, x, y }) => <text key={name} className={classes['town']} x={Math.min(width - 50, Math.max(50, x))} y={Math.max(16, y - 24)}>{name}</text>)}
        <path className={classes['scale']} d={`M14 ${height - 20}v6h${px}v-6`} />
        <text className={classes['scaleText']} x={14} y={height - 26}>{km < 1 ? t`${length} m` : t`${length} km`}</text>
      </g>
      {children}
    </svg>
  )
}
