import type { Outcome } from './outcome.ts'

/** What is being done to an instance or a binding at its broker. `clean`: something failed, and what may have been made is deleted. */
export type Task = 'create' | 'update' | 'delete' | 'clean'

/** before: what the hub takes back itself before it tells the broker · send: the request · poll: its progress · finish: what the hub does after success. */
export type Step = 'before' | 'send' | 'poll' | 'finish'

export interface Place {
  readonly task: Task
  readonly step: Step
  /** Requests of this task sent so far, the answered one among them. */
  readonly sends: number
  /** Attempts in a row that led nowhere. */
  readonly tries: number
  /** The longest polling time is over. */
  readonly overdue: boolean
}

export type Rest = 'ready' | 'failed' | 'gone'
export type MachineEvent =
  | 'accepted' | 'progress' | 'done' | 'rejected' | 'conflict' | 'async-required' | 'catalogue-changed' | 'busy' | 'no-answer' | 'broker-error' | 'malformed' | 'poll-limit'
  | 'operation-failed' | 'retry'

/** Where to go on: at another step of a task, or nowhere. `waitMs` until then; undefined = at once. */
export type Move =
  | { readonly to: 'step'; readonly task: Task; readonly step: Step; readonly again: boolean; readonly waitMs: number; readonly event: MachineEvent }
  | { readonly to: 'rest'; readonly rest: Rest; readonly event: MachineEvent }

const pollMs = 5_000
const mostPollMs = 60_000
const firstRetryMs = 2_000
const mostRetryMs = 3_600_000
/** An update or a binding's request whose answer is lost is sent again so often; a creation never: it is cleaned up after. */
const mostSends = 5
/** Requests that a broker is too busy for. */
const mostBusy = 60
const busyMs = 10_000

/** Doubling from 2 s to an hour. */
export const backOffMs = (tries: number): number => Math.min(mostRetryMs, firstRetryMs * 2 ** Math.min(tries, 20))
const pollWait = (tries: number, asked: number | undefined): number => Math.min(Math.max(asked ?? Math.min(pollMs * 2 ** Math.min(tries, 8), mostPollMs), 1_000), mostRetryMs)

const step = (task: Task, at: Step, event: MachineEvent, waitMs = 0, again = false): Move => ({ to: 'step', task, step: at, again, waitMs, event })
const rest = (where: Rest, event: MachineEvent): Move => ({ to: 'rest', rest: where, event })

/** The state machine of everything that is asked of a broker: what an answer at a place leads to. Pure, so that nothing but the stored place and the
 *  answer counts, however often the hub was cut off in between. What was, or may have been, made ends as `ready`, or is deleted until the broker has
 *  confirmed. Source: Open Service Broker API 2.17, «Orphan Mitigation». */
export function advance(place: Place, outcome: Outcome): Move {
  return place.step === 'poll' ? polled(place, outcome) : sent(place, outcome)
}

function sent(place: Place, outcome: Outcome): Move {
  const { task, sends, tries } = place
  switch (outcome.kind) {
    case 'done':
      return step(task, 'finish', 'done')
    case 'accepted':
      return step(task, 'poll', 'accepted', pollWait(0, outcome.waitMs))
    case 'absent':
      return isRemoval(task) ? step(task, 'finish', 'done') : givenUp(place, 'rejected')
    case 'busy':
      return isRemoval(task) || tries < mostBusy ? step(task, 'send', 'busy', outcome.waitMs ?? busyMs, true) : givenUp(place, 'busy')
    case 'rejected':
      if (isRemoval(task)) return step(task, 'send', 'retry', backOffMs(tries), true)
      return givenUp(place, outcome.why)
    case 'lost':
      if (isRemoval(task)) return step(task, 'send', 'retry', backOffMs(tries), true)
      if (task === 'update' && sends < mostSends) return step(task, 'send', outcome.why, backOffMs(tries), true)
      return task === 'update' ? rest('ready', outcome.why) : step('clean', 'send', outcome.why)
    case 'progress':
    case 'operation-failed':
      return givenUp(place, 'malformed')
  }
}

function polled(place: Place, outcome: Outcome): Move {
  const { task, tries, overdue } = place
  if (outcome.kind === 'done') return step(task, 'finish', 'done')
  if (outcome.kind === 'absent' && isRemoval(task)) return step(task, 'finish', 'done')
  if (outcome.kind === 'operation-failed') return afterFailure(place, 'operation-failed')
  if (overdue) return afterFailure(place, 'poll-limit')
  if (outcome.kind === 'progress') return step(task, 'poll', 'progress', pollWait(0, outcome.waitMs))
  const why: MachineEvent = outcome.kind === 'lost' ? outcome.why : 'malformed'
  return step(task, 'poll', why, pollWait(tries, undefined), true)
}

/** An operation that was accepted, and failed. */
function afterFailure({ task, tries }: Place, event: MachineEvent): Move {
  if (isRemoval(task)) return step(task, 'send', event, backOffMs(tries), true)
  return task === 'update' ? rest('ready', event) : step('clean', 'send', event)
}

/** The broker refuses. An earlier request of the same creation may have had an effect all the same: then it is cleaned up after. */
function givenUp({ task, sends }: Place, event: MachineEvent): Move {
  if (task === 'update') return rest('ready', event)
  return sends > 1 ? step('clean', 'send', event) : rest('failed', event)
}

/** What follows once the hub has done its own part. */
export function finished(task: Task): Rest {
  return task === 'delete' ? 'gone' : task === 'clean' ? 'failed' : 'ready'
}

function isRemoval(task: Task): boolean {
  return task === 'delete' || task === 'clean'
}
