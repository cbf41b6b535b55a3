import type { VisitFacts } from './segments/pv1.ts'
import type { MovementAction } from './segments/zbe.ts'

/** Status of an Encounter as far as a map gives it. */
export type VisitStatus = 'planned' | 'in-progress' | 'onleave' | 'finished' | 'cancelled'

/** What PV1-3 means without a movement (ZBE):
 *  `open` the first stay; `move` a new stay; `correct` where the stay that goes on really is; `close` and `none` nothing, unless no stay is
 *  known; `reopen` the last stay goes on; `takeBack` the last stay never was; `clear` no stay ever was. */
export type StayEffect = 'open' | 'move' | 'correct' | 'close' | 'none' | 'reopen' | 'takeBack' | 'clear'

/** What an event does to a visit: one a trigger event, in the file of its family. */
export interface VisitRule {
  readonly event: string
  /** In words, for the docs. */
  readonly does: string
  /** `current` is undefined for a visit that is not known yet. */
  readonly status: (current: VisitStatus | undefined, facts: VisitFacts) => VisitStatus
  readonly stay: StayEffect
  /** What a movement without an action (ZBE-4) does. */
  readonly action: MovementAction
  /** The movement of this event is no stay but a discharge or a leave. */
  readonly marks: boolean
  /** The start of the visit is the event's time where PV1-44 is absent. */
  readonly begins: boolean
}
