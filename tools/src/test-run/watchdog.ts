import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { processes } from '../processes.ts'
import type { Batches } from './batches.ts'

interface Watch extends Disposable {
  observe(event: TestEvent): void
}

/** Ends a test file's process that outlives `limit` milliseconds, one of several files when none of them ends for so long. node:test's own timeout ends a test, but neither a
 *  synchronous endless loop nor a process that a forgotten server or timer keeps alive after its last test. */
export function watchFiles(limit: number, shared?: Batches): Watch {
  const timers = new Map<string, NodeJS.Timeout>()
  const ended = new Set<string>()
  const end = (file: string): void => {
    clearTimeout(timers.get(file))
    timers.delete(file)
  }
  return {
    observe(event) {
      if (event.type !== 'test:dequeue' && event.type !== 'test:complete') return
      const { name, file, nesting } = event.data
      const isPart = file !== undefined && shared?.has(file, name) === true
      if (file === undefined || nesting !== 0 || !(isPart || file.endsWith(name))) return
      end(file)
      if (isPart && event.type === 'test:complete') ended.add(name)
      if (isPart || event.type === 'test:dequeue') timers.set(file, setTimeout(kill, limit, file, limit, shared?.filesOf(file)?.filter((one) => !ended.has(one))))
    },
    [Symbol.dispose]() {
      for (const file of [...timers.keys()]) end(file)
    },
  }
}

function kill(file: string, limit: number, parts: readonly string[] = [relative(process.cwd(), file)]): void {
  for (const child of processes()) {
    if (child.parent !== process.pid || !child.command.includes(file)) continue
    console.error(`${parts.length > 1 ? 'One of ' : ''}${parts.join(', ')} still ran after ${limit / 1000} s and was ended: a test hangs, or leaves a server or timer open.`)
    process.kill(child.pid, 'SIGKILL')
  }
}
