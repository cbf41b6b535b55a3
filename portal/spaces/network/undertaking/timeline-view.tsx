import { Trans, useLingui } from '@lingui/react/macro'
import { stages, type Stage, type TimelineEntry } from '../../../client/undertakings.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './undertaking.module.css'

/** From the first need to the proof: the same as picture and list. */
export function TimelineView({ timeline }: { timeline: readonly TimelineEntry[] }) {
  const words = useUndertakingWords()
  const { date } = useFormats()
  const what = ({ kind, stage, state, what: text }: TimelineEntry): string => {
    if (kind === 'begun' || kind === 'stage') return [words.stage(stage), text].filter(part => part !== '').join(': ')
    if (kind === 'state') return [words.state(state), text].filter(part => part !== '').join(': ')
    return kind === 'proof' ? words.proven(text) : text
  }
  return (
    <Card title={<Trans>Verlauf</Trans>} icon="clock">
      {timeline.length > 1 && <Picture timeline={timeline} />}
      <ol className={classes['timeline']}>
        {timeline.map(entry => (
          <li key={entry.id} data-kind={entry.kind}>
            <span className={calm['small']}>{[date(entry.day), entry.by].filter(part => part !== '').join(' · ')}</span><br />{what(entry)}
          </li>
        ))}
      </ol>
    </Card>
  )
}

const [left, width, rowHeight] = [180, 420, 22]

/** Where it stood on that day: a proof that was entered later does not move it. */
function stageAt(timeline: readonly TimelineEntry[], at: number): Stage {
  return (timeline.slice(0, at + 1).findLast(({ kind }) => kind === 'begun' || kind === 'stage') ?? timeline[at]!).stage
}

/** Steps up through the stages over time; proofs and notes as diamonds where it stood. The list below says the same. */
function Picture({ timeline }: { timeline: readonly TimelineEntry[] }) {
  const { t } = useLingui()
  const words = useUndertakingWords()
  const { date } = useFormats()
  const [first, last] = [Date.parse(timeline[0]!.day), Date.parse(timeline.at(-1)!.day)]
  const shown = stages.filter(stage => timeline.some((_, at) => stageAt(timeline, at) === stage)).toReversed()
  const x = (day: string): number => left + (last === first ? 0 : ((Date.parse(day) - first) / (last - first)) * width)
  const y = (at: number): number => shown.indexOf(stageAt(timeline, at)) * rowHeight + 14
  const height = shown.length * rowHeight + 22
  const path = timeline.map((entry, at) => `${at === 0 ? 'M' : `H${x(entry.day)} L`}${x(entry.day)} ${y(at)}`).join(' ')
  return (
    <svg className={classes['picture']} viewBox={`0 0 ${left + width + 20} ${height}`} role="img" aria-label={t`Bild des Verlaufs; dasselbe steht in der Liste.`}>
      {shown.map((stage, at) => <g key={stage}><text x={left - 12} y={at * rowHeight + 18} textAnchor="end">{words.stage(stage)}</text><line x1={left} x2={left + width} y1={at * rowHeight + 14} y2={at * rowHeight + 14} className={classes['grid']} /></g>)}
      <path d={path} className={classes['way']} />
      {timeline.map((entry, at) => (entry.kind === 'begun' || entry.kind === 'stage'
        ? <circle key={entry.id} cx={x(entry.day)} cy={y(at)} r="5.5" className={classes['dot']} />
        : <rect key={entry.id} x={x(entry.day) - 4} y={y(at) - 4} width="8" height="8" transform={`rotate(45 ${x(entry.day)} ${y(at)})`} className={classes['mark']} />))}
      <text x={left} y={height - 4}>{date(timeline[0]!.day)}</text>
      <text x={left + width} y={height - 4} textAnchor="end">{date(timeline.at(-1)!.day)}</text>
    </svg>
  )
}
