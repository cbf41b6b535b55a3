import { join, relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import type { Batches } from './batches.ts'
import { count, said, seconds } from './said.ts'

interface FileState {
  tests: number
  failed: boolean
  ended: boolean
  begun: number
  readonly output: TestEvent[]
}

/** Leaves out what passes but for a line a file; a failing file keeps its failures and its output. */
export async function* quietly(events: AsyncIterable<TestEvent>, root: string, shared: Batches): AsyncGenerator<TestEvent> {
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
        // That a file failed because a test of it did is said by its line.
        if (!shared.has(file, name) || failureType(event.data.details.error) !== 'subtestsFailed') yield event
        break
      case 'test:complete': {
        const { passed, type, duration_ms: duration } = event.data.details
        if (shared.has(file, name)) {
          const { tests } = stateOf(join(root, name!))
          yield said(`${passed ? '✔' : '✖'} ${name!}  ${count(tests, 'test')}  ${seconds(duration)}\n`)
          // Its output, and what others of the process said by then: which of them, nothing tells.
          if (!passed) yield* state.output.splice(0)
          break
        }
        if (!passed) state.failed = true
        if (isFile(name, file)) {
          if (!shared.isEntry(file)) yield said(`${passed ? '✔' : '✖'} ${relative(root, file)}  ${count(state.tests, 'test')}  ${seconds(performance.now() - state.begun)}\n`)
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

const failureType = (error: unknown): unknown => (error as { failureType?: unknown } | undefined)?.failureType
