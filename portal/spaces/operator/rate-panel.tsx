import { SegmentedControl } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { CarrierOverview, RatePoint } from '@steckwerk/api/contract'
import { useMemo, useState } from 'react'
import { rateGrid } from '../../client/leitstand-state.ts'
import { RateChart } from './rate-chart.tsx'
import { RateTable } from './rate-table.tsx'
import { rateMinutes } from './use-leitstand.ts'
import classes from './leitstand.module.css'

/** Messages a minute of the last hour, as a drawing or as the equal table. */
export function RatePanel({ points, carriers, now }: { points: readonly RatePoint[]; carriers: readonly CarrierOverview[]; now: number }) {
  const { t } = useLingui()
  const [form, setForm] = useState<string>('chart')
  const minute = Math.floor(now / 60_000)
  const slugs = carriers.map(({ carrier }) => carrier).join(' ')
  const grid = useMemo(() => rateGrid(points, slugs.split(' '), minute * 60_000, rateMinutes), [points, slugs, minute])
  const names = new Map(carriers.map(({ carrier, name }) => [carrier, name]))
  return (
    <section className={classes['card']} aria-labelledby="rates">
      <header className={classes['carrierHead']}>
        <h2 id="rates"><Trans>Nachrichten pro Minute</Trans></h2>
        <SegmentedControl className={classes['toggle'] ?? ''} size="xs" value={form} onChange={setForm} aria-label={t`Darstellung`} data={[{ value: 'chart', label: t`Diagramm` }, { value: 'table', label: t`Tabelle` }]} />
      </header>
      {form === 'chart' ? <RateChart grid={grid} names={names} /> : <RateTable grid={grid} names={names} />}
    </section>
  )
}
