import { compiled, greedy, planOf, propose, replan, samplePreferences, type GridProblem } from '@steckwerk/community/testing'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

const barcamp = { people: 120, pitches: 27, rooms: 6, slots: 5 }
const large = { people: 300, pitches: 60, rooms: 8, slots: 8 }
/** What the issue promises. */
const targets = { milliseconds: 2000, moved: 3 }

/** How good and how fast a barcamp's grid is planned from votes, and what a late change costs; in memory, with invented preferences. */
export const grid: Workload = {
  name: 'grid',
  summary: 'a barcamp\'s grid from generated votes: unmet wishes against a greedy order, time for 60 sessions, moves after a change',
  options: { events: { fallback: '20', text: 'events of each size, each with its own seed' } },
  run: async (bench) => {
    const events = Number(bench.options['events'])
    if (!(Number.isSafeInteger(events) && events > 0)) throw new Error('--events must be a whole number above 0')
    return planned(bench, events)
  },
}

async function planned(bench: Bench, events: number): Promise<Result> {
  let [unmet, byHand, moved, wins] = [0, 0, 0, 0]
  const replans = new Recorder()
  for (let seed = 1; seed <= events; seed++) {
    bench.signal.throwIfAborted()
    const problem = samplePreferences({ ...barcamp, seed })
    const [plan, hand] = [await propose(problem), planOf(greedy(compiled(problem)))]
    unmet += plan.unmet
    byHand += hand.unmet
    if (plan.unmet < hand.unmet) wins++
    for (const changed of changes(problem, plan.cells)) {
      const begun = performance.now()
      const after = replan(changed, plan.cells)
      replans.record(performance.now() - begun)
      moved = Math.max(moved, after.moved.length + after.added.length)
    }
    bench.say(`seed ${seed}: ${plan.unmet} unmet wishes, ${hand.unmet} by a greedy order`)
  }
  const times = new Recorder()
  for (let seed = 1; seed <= events; seed++) {
    bench.signal.throwIfAborted()
    const problem = samplePreferences({ ...large, seed })
    const begun = performance.now()
    await propose(problem)
    times.record(performance.now() - begun)
  }
  return {
    main: { name: 'unmet wishes of those of a greedy order', figure: (unmet / byHand) * 100, unit: '%', target: 100, ceiling: null, p50_ms: null, p99_ms: null },
    parts: [
      timed('60 sessions of 300 people', times, targets.milliseconds),
      { name: 'sessions moved by one change, at most', figure: moved, unit: 'sessions', target: targets.moved, ceiling: null, p50_ms: replans.percentile(0.5), p99_ms: replans.percentile(0.99) },
    ],
    resources: 0,
    details: { events, unmet, 'unmet by greedy': byHand, 'better than greedy': `${wins} of ${events}` },
  }
}

/** A room gone for one slot, a host late, a new session, one cancelled. */
function changes(problem: GridProblem, cells: ReadonlyMap<string, { readonly slot: string }>): readonly GridProblem[] {
  const [first] = problem.sessions
  return [
    { ...problem, rooms: problem.rooms.map((room, at) => at === 1 ? { ...room, closedAt: [problem.slots[2]!.id] } : room) },
    { ...problem, sessions: problem.sessions.map((one) => one === first ? { ...one, notAt: [cells.get(one.id)!.slot] } : one) },
    { ...problem, sessions: [...problem.sessions, { id: 'late', hosts: ['late'], seats: 40, equipment: [], notAt: [], pin: undefined }] },
    { ...problem, sessions: problem.sessions.slice(1) },
  ]
}

function timed(name: string, recorder: Recorder, target: number): Measured {
  return { name, figure: recorder.percentile(0.99), unit: 'ms', target, ceiling: null, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
}
