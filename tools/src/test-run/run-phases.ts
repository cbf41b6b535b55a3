import { join, relative } from 'node:path'
import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import type { Phase } from './phases.ts'
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
    yield* options.verbose ? runPhase(phase, options, totals) : quietly(runPhase(phase, options, totals), options.root)
    yield said(`${phase.name}: ${seconds(performance.now() - begun)}\n`)
  }
  for (const line of [
    `tests ${totals.tests}`, `suites ${totals.suites}`, `pass ${totals.passed}`, `fail ${totals.failed}`, `cancelled ${totals.cancelled}`,
    `skipped ${totals.skipped}`, `todo ${totals.todo}`, `duration_ms ${Math.round(performance.now() - started)}`,
  ]) yield { type: 'test:diagnostic', data: { nesting: 0, message: line, level: 'info' } }
}

async function* runPhase(phase: Phase, options: RunOptions, totals: Totals): AsyncGenerator<TestEvent> {
  using watch = watchFiles(phase.limit ?? phase.timeout + 15_000)
  const events = run({
    cwd: options.root,
    files: phase.files.map((file) => join(options.root, file)),
    concurrency: phase.concurrency,
    timeout: phase.timeout,
    ...(options.namePatterns.length > 0 ? { testNamePatterns: options.namePatterns } : {}),
  })
  for await (const event of events as AsyncIterable<TestEvent>) {
    watch.observe(event)
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

interface FileState {
  tests: number
  failed: boolean
  ended: boolean
  begun: number
  readonly output: TestEvent[]
}

/** Leaves out what passes but for a line a file; a failing file keeps its failures and its output. */
async function* quietly(events: AsyncIterable<TestEvent>, root: string): AsyncGenerator<TestEvent> {
  const files = new Map<string, FileState>()
  const stateOf = (file: string): FileState => {
    const state = files.get(file) ?? { tests: 0, failed: false, ended: false, begun: performance.now(), output: [] }
    files.set(file, state)
    return state
  }
  for await (const event of events) {
    const file = event.data !== undefined && 'file' in event.data ? event.data.file : undefined
    if (file === undefined) {
      if (event.type !== 'test:start') yield event
      continue
    }
    const state = stateOf(file)
    const name = event.data !== undefined && 'name' in event.data ? event.data.name : undefined
    switch (event.type) {
      case 'test:dequeue':
        if (isFile(name, file)) state.begun = performance.now()
        break
      case 'test:stdout':
      case 'test:stderr':
        // The last words of a process may come after the news that it failed.
        if (state.ended && state.failed) yield event
        else state.output.push(event)
        break
      case 'test:fail':
        yield event
        break
      case 'test:complete': {
        const { passed, type } = event.data.details
        if (!passed) state.failed = true
        if (isFile(name, file)) {
          yield said(`${passed ? '✔' : '✖'} ${relative(root, file)}  ${count(state.tests, 'test')}  ${seconds(performance.now() - state.begun)}\n`)
          state.ended = true
          if (!passed) yield* state.output
        } else if (type !== 'suite') state.tests += 1
        break
      }
      case 'test:diagnostic':
        if (state.failed) yield event
        break
      default:
        break
    }
  }
}

function isFile(name: string | undefined, file: string): boolean {
  return name !== undefined && file.endsWith(name.replace(/^\.\//, ''))
}

function said(message: string): TestEvent {
  return { type: 'test:stdout', data: { file: '', message } }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
