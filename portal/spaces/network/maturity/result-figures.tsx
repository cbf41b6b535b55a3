import { Trans, useLingui } from '@lingui/react/macro'
import type { RadarLine, ResultPage } from '../../../client/maturity.ts'
import classes from './maturity.module.css'

/** Both charts say what the table says again; lines differ by dash and weight as well as by colour. */
export function Radar({ result, names }: { result: ResultPage; names: Readonly<Record<RadarLine, string>> }) {
  const { t } = useLingui()
  const { radar, lines } = result
  return (
    <div>
      <svg className={classes['radar']} viewBox="-175 -130 350 262" role="img" aria-label={t`Netzdiagramm der Dimensionen; die Werte stehen in der Tabelle.`}>
        {radar.rings.map(({ value, path }) => <path key={value} className={classes['ring']} d={path} />)}
        {radar.axes.map(({ label, x, y, at }) => (
          <g key={label}>
            <line className={classes['ring']} x1="0" y1="0" x2={x} y2={y} />
            <text className={classes['axis']} x={at.x} y={at.y} dy="0.32em" textAnchor={at.anchor}>{label}</text>
          </g>
        ))}
        {radar.shapes.map(({ path, points }, index) => (
          <g key={lines[index]}>
            <path className={classes['shape']} data-line={lines[index]} d={path} />
            {points.map(({ x, y }) => <circle key={`${x} ${y}`} className={classes['dot']} data-line={lines[index]} cx={x} cy={y} r="2.2" />)}
          </g>
        ))}
      </svg>
      <ul className={classes['legend']}>
        {lines.map(line => <li key={line}><svg width="34" height="10" aria-hidden="true"><path className={classes['shape']} data-line={line} d="M1 5H33" /></svg>{names[line]}</li>)}
      </ul>
    </div>
  )
}

export function Bars({ result }: { result: ResultPage }) {
  const [earlier, others] = [result.lines.includes('before'), result.lines.includes('peers')]
  return (
    <div>
      <ul className={classes['bars']} aria-hidden="true">
        {result.dimensions.map(({ code, title, now, before, peers }) => (
          <li key={code}>
            <span className={classes['barWords']}><span>{title}</span><strong>{now.words}</strong></span>
            <svg className={classes['bar']} viewBox="0 0 100 12" preserveAspectRatio="none" focusable="false">
              <rect className={classes['track']} x="0" y="2" width="100" height="8" />
              {now.value !== null && <rect className={classes['fill']} x="0" y="2" width={Math.max(now.share * 100, 1)} height="8" />}
              {before !== null && before.value !== null && <line className={classes['mark']} x1={before.share * 100} x2={before.share * 100} y1="0" y2="12" />}
              {peers !== null && <line className={classes['range']} x1={peers.lowerQuarter.share * 100} x2={Math.max(peers.upperQuarter.share * 100, peers.lowerQuarter.share * 100 + 1)} y1="1" y2="1" />}
            </svg>
          </li>
        ))}
      </ul>
      {(earlier || others) && (
        <p className={classes['small']}>
          <Trans>Balken: dieser Stand.</Trans>{earlier && <> <Trans>Senkrechter Strich: davor.</Trans></>}{others && <> <Trans>Linie darüber: mittlere Hälfte der anderen.</Trans></>}
        </p>
      )}
    </div>
  )
}
