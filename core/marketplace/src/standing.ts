import type { Move, Place, Step, Task } from './advance.ts'
import type { Outcome } from './outcome.ts'

/** Where work at a broker stands: the same of an order and of a binding. */
export interface Standing {
  readonly step: Step | null
  readonly sends: number
  readonly tries: number
  readonly operation: string | null
  readonly poll_until: Date | null
  readonly next_at: Date | null
}

/** At a task's beginning. */
export const beginning = (now: Date): Standing => ({ step: 'send', sends: 0, tries: 0, operation: null, poll_until: null, next_at: now })

/** The machine's place; a request that is about to go out is counted. */
export function placeOf({ sends, tries, poll_until: until }: Standing, task: Task, step: Step, now: number): Place {
  return { task, step, sends: sends + (step === 'send' ? 1 : 0), tries, overdue: until !== null && until.getTime() <= now }
}

/** After a move that stays within its task. seconds: the longest time of polling. */
export function moved(standing: Standing, move: Extract<Move, { to: 'step' }>, outcome: Outcome, seconds: number, now: number): Omit<Standing, 'sends'> {
  const accepted = outcome.kind === 'accepted'
  const polls = move.step === 'poll'
  return {
    step: move.step,
    next_at: new Date(now + move.waitMs),
    tries: move.again ? standing.tries + 1 : 0,
    operation: accepted ? outcome.operation ?? null : polls ? standing.operation : null,
    poll_until: accepted ? new Date(now + seconds * 1_000) : polls ? standing.poll_until : null,
  }
}
