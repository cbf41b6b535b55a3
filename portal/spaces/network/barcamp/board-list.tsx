import { useId } from 'react'
import type { Pitch } from '../../../client/barcamp.ts'
import { BoardCard, dropProps, type BoardHands } from './board-card.tsx'
import classes from './barcamp.module.css'

/** Queue or parking area. */
export function BoardList({ title, empty, place, pitches, ...hands }: { title: string; empty: string; place: 'queue' | 'parked'; pitches: readonly Pitch[] } & BoardHands) {
  const id = useId()
  return (
    <section className={classes['list']} aria-labelledby={id} {...dropProps(hands, place)}>
      <h2 id={id}>{title} ({pitches.length})</h2>
      {pitches.length === 0 ? <p className={classes['none']}>{empty}</p> : <ul>{pitches.map(pitch => <li key={pitch.id}><BoardCard pitch={pitch} {...hands} /></li>)}</ul>}
    </section>
  )
}
