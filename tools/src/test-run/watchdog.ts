import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { processes } from '../processes.ts'
import type { Batches } from './batches.ts'

interface Watch extends Disposable {
  observe(event: TestEvent): void
}

/** Ends a test process in which nothing ends for `limit` milliseconds. node:test's own timeout ends a test, but neither a synchronous endless loop nor
 *  a process that a forgotten server or timer keeps alive after its last test. */
export function watchFiles(limit: number, shared?: Batches): Watch {
  const timers = new Map<string, NodeJS.Timeout>()
  const ended = new Set<string>()
  const end = (path: string): void => {
    clearTimeout(timers.get(path))
    timers.delete(path)
  }
  return {
    observe(event) {
      if (event.type !== 'test:dequeue' && event.type !== 'test:complete') return
      const { name, file, nesting } = event.data
      if (file === undefined) return
      const isPart = shared?.has(file, name) === true
      const isProcess = nesting === 0 && !isPart && file.endsWith(name)
      const path = shared?.entryOf(file) ?? file
      // A test may stand in another file than the one that is run.
      if (!timers.has(path) && !(isProcess && event.type === 'test:dequeue')) return
      end(path)
      if (isPart && event.type === 'test:complete') ended.add(name)
      if (!isProcess || event.type === 'test:dequeue') timers.set(path, setTimeout(kill, limit, path, limit, shared?.filesOf(path)?.filter((one) => !ended.has(one))))
    },
    [Symbol.dispose]() {
      for (const file of [...timers.keys()]) end(file)
    },
  }
}

function kill(path: string, limit: number, parts: readonly string[] = [relative(process.cwd(), path)]): void {
  for (const child of processes()) {
    if (child.parent !== process.pid || !child.command.includes(path)) continue
    console.error(`${parts.length > 1 ? 'One of ' : ''}${parts.join(', ')} said nothing for ${limit / 1000} s and was ended: a test hangs, or leaves a server or timer open.`)
    process.kill(child.pid, 'SIGKILL')
  }
}
