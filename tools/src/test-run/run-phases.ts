import { join } from 'node:path'
import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { batches, type Batches } from './batches.ts'
import type { Phase } from './phases.ts'
import { quietly } from './quietly.ts'
import { count, said, seconds } from './said.ts'
import { watchFiles } from './watchdog.ts'

/** The closing counts over all phases. */
export interface Totals {
  tests: number
  suites: number
  passed: number
  failed: number
  cancelled: number
  skipped: number
  todo: number
}

export interface RunOptions {
  readonly root: string
  readonly namePatterns: readonly string[]
  /** Every test by name, instead of a line a file. */
  readonly verbose: boolean
}

/** Runs the phases one after the other and gives their events as those of a single run, ready for a node:test reporter:
 *  one set of closing lines, and for a file that passes a single line without its output. `totals` is filled on the way. */
export async function* runPhases(phases: readonly Phase[], options: RunOptions, totals: Totals): AsyncGenerator<TestEvent> {
  const started = performance.now()
  for (const phase of phases) {
    if (phase.files.length === 0) continue
    const begun = performance.now()
    yield said(`\n${phase.name}: ${count(phase.files.length, 'file')}\n`)
    if (options.verbose) yield* runPhase(phase, options, totals)
    else {
      using shared = batches(phase, options.root)
      yield* quietly(runPhase(phase, options, totals, shared), options.root, shared)
    }
    yield said(`${phase.name}: ${seconds(performance.now() - begun)}\n`)
  }
  for (const line of [
    `tests ${totals.tests}`, `suites ${totals.suites}`, `pass ${totals.passed}`, `fail ${totals.failed}`, `cancelled ${totals.cancelled}`,
    `skipped ${totals.skipped}`, `todo ${totals.todo}`, `duration_ms ${Math.round(performance.now() - started)}`,
  ]) yield { type: 'test:diagnostic', data: { nesting: 0, message: line, level: 'info' } }
}

async function* runPhase(phase: Phase, options: RunOptions, totals: Totals, shared?: Batches): AsyncGenerator<TestEvent> {
  using watch = watchFiles(phase.limit ?? phase.timeout + 15_000, shared)
  const events = run({
    cwd: options.root,
    files: shared?.entries ?? phase.files.map((file) => join(options.root, file)),
    concurrency: phase.concurrency,
    timeout: phase.timeout,
    ...(options.namePatterns.length > 0 ? { testNamePatterns: options.namePatterns } : {}),
  })
  for await (const event of events as AsyncIterable<TestEvent>) {
    watch.observe(event)
    // A file of a shared process is a suite of it.
    if (event.type === 'test:complete' && shared?.has(event.data.file, event.data.name) === true) totals.suites -= 1
    if (event.type === 'test:summary') {
      if (event.data.file === undefined) add(totals, event.data.counts)
    } else if (!isClosingLine(event)) yield event
  }
}

function add(totals: Totals, counts: Partial<Totals>): void {
  for (const key of Object.keys(totals) as (keyof Totals)[]) totals[key] += counts[key] ?? 0
}

function isClosingLine(event: TestEvent): boolean {
  if (event.type === 'test:plan') return event.data.nesting === 0
  return event.type === 'test:diagnostic' && event.data.nesting === 0 && event.data.file === undefined
}
