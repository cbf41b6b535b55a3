import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { axisSteps, type rateGrid } from '../../client/leitstand-state.ts'
import { useFormats } from '../../shell/format.ts'
import classes from './rate-chart.module.css'

const height = 232
const margin = { top: 14, right: 18, bottom: 26, left: 46 }
/** Lines differ by dash and by mark as well as by colour, so that a grey print can be read. */
const dashes = ['', '9 5', '2 4', '12 4 2 4', '5 5', '1 6']
const marks = ['circle', 'square', 'diamond', 'triangle', 'cross', 'ring'] as const

export function RateChart({ grid, names }: { grid: ReturnType<typeof rateGrid>; names: ReadonlyMap<string, string> }) {
  const { t } = useLingui()
  const { number, time } = useFormats()
  const [room, width] = useWidth()
  const totals = grid.series.map(({ values }) => values.map(({ mapped, unmapped }) => mapped + unmapped))
  const steps = axisSteps(Math.max(0, ...totals.flat()))
  const top = steps.at(-1) ?? 1
  const inner = { width: Math.max(50, width - margin.left - margin.right), height: height - margin.top - margin.bottom }
  const x = (index: number) => margin.left + (inner.width * index) / Math.max(1, grid.minutes.length - 1)
  const y = (value: number) => margin.top + inner.height * (1 - value / top)
  const last = (series: number) => totals[series]?.at(-1) ?? 0
  const every = width < 520 ? 20 : 10
  return (
    <div>
      <ul className={classes['legend']}>
        {grid.series.map(({ carrier }, series) => (
          <li key={carrier}>
            <svg width="34" height="14" aria-hidden="true" focusable="false" data-series={series % 6}>
              <path className={classes['line']} d="M1 7H33" strokeDasharray={dashes[series % 6]} /><Mark kind={series} x={17} y={7} />
            </svg>
            {names.get(carrier)}<strong>{number(last(series))}</strong>
          </li>
        ))}
      </ul>
      <div ref={room} className={classes['room']}>
        <svg width={width} height={height} role="img" aria-label={t`Verlauf der letzten Stunde; die Zahlen stehen in der Tabelle.`}>
          {steps.map(step => (
            <g key={step}>
              <line className={classes['grid']} x1={margin.left} x2={width - margin.right} y1={y(step)} y2={y(step)} />
              <text className={classes['label']} x={margin.left - 8} y={y(step)} dy="0.32em" textAnchor="end">{number(step)}</text>
            </g>
          ))}
          {grid.minutes.map((minute, index) => (minute / 60_000) % every === 0 && x(index) > margin.left + 12 && x(index) < width - margin.right - 8 && (
            <text key={minute} className={classes['label']} x={x(index)} y={height - 6} textAnchor="middle">{time(minute)}</text>
          ))}
          {grid.series.map(({ carrier }, series) => {
            const values = totals[series] ?? []
            return (
              <g key={carrier} data-series={series % 6}>
                <path className={classes['line']} strokeDasharray={dashes[series % 6]} d={values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join('')} />
                {values.map((value, index) => (index + series * 3) % 10 === 9 || index === values.length - 1 ? <Mark key={index} kind={series} x={x(index)} y={y(value)} /> : null)}
              </g>
            )
          })}
        </svg>
      </div>
      <p className={classes['note']}><Trans>Volle Minuten der letzten Stunde, übersetzte und fehlerhafte Nachrichten zusammen.</Trans></p>
    </div>
  )
}

function Mark({ kind, x, y }: { kind: number; x: number; y: number }) {
  const shape = marks[kind % marks.length]
  if (shape === 'circle') return <circle className={classes['mark']} cx={x} cy={y} r="4" />
  if (shape === 'square') return <rect className={classes['mark']} x={x - 3.6} y={y - 3.6} width="7.2" height="7.2" />
  if (shape === 'diamond') return <path className={classes['mark']} d={`M${x} ${y - 5}l5 5-5 5-5-5z`} />
  if (shape === 'triangle') return <path className={classes['mark']} d={`M${x} ${y - 4.8}l4.8 8.6h-9.6z`} />
  if (shape === 'cross') return <path className={classes['line']} d={`M${x - 3.5} ${y - 3.5}l7 7m0-7l-7 7`} />
  return <circle className={classes['ring']} cx={x} cy={y} r="3.6" />
}

/** The width an element has, followed as it changes. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(640)
  useEffect(() => {
    if (ref.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(200, Math.floor(entry.contentRect.width)))
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return [ref, width] as const
}
