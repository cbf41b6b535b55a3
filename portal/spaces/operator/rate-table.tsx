import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { rateGrid } from '../../client/leitstand-state.ts'
import { useFormats } from '../../shell/format.ts'
import classes from './leitstand.module.css'

/** Newest minute first; holds all that the drawing holds. */
export function RateTable({ grid, names }: { grid: ReturnType<typeof rateGrid>; names: ReadonlyMap<string, string> }) {
  const { t } = useLingui()
  const { time, number } = useFormats()
  return (
    <div className={classes['rateTableRoom']} tabIndex={0} role="region" aria-label={t`Tabelle: Nachrichten pro Minute`}>
      <table className={classes['rateTable']}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}><Trans>Minute</Trans></th>
            {grid.series.map(({ carrier }) => <th key={carrier} scope="colgroup" colSpan={2}>{names.get(carrier)}</th>)}
          </tr>
          <tr>
            {grid.series.map(({ carrier }) => <Fragment key={carrier}><th scope="col"><Trans>übersetzt</Trans></th><th scope="col"><Trans>Fehler</Trans></th></Fragment>)}
          </tr>
        </thead>
        <tbody>
          {grid.minutes.map((minute, index) => (
            <tr key={minute}>
              <th scope="row">{time(minute)}</th>
              {grid.series.map(({ carrier, values }) => <Fragment key={carrier}><td>{number(values[index]?.mapped ?? 0)}</td><td>{number(values[index]?.unmapped ?? 0)}</td></Fragment>)}
            </tr>
          )).reverse()}
        </tbody>
      </table>
    </div>
  )
}
