import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@steckwerk/kernel'

/** Holds a data folder for one demo at a time. A lock whose process is gone (kill -9) is taken over.
 *  Faults: demo/already-running, demo/data-folder. */
export function lockDataFolder(data: string): Disposable {
  const file = join(data, 'demo.pid')
  // Written before it gets its name: nobody ever reads a lock that names no process yet.
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(data, { recursive: true, mode: 0o755 })
    writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 })
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    throw new Fault('internal', 'demo/data-folder', `The data folder ${data} cannot be made or written to (${reason}). Choose another one with STECKWERK_DATA.`, { cause: thrown })
  }
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (linked(draft, file)) return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
      const owner = ownerOf(file)
      if (owner !== undefined) {
        throw new Fault('conflict', 'demo/already-running', `A demo is already running on this data folder (process ${owner}). Stop it with Ctrl-C, or choose another folder with STECKWERK_DATA.`)
      }
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw new Fault('conflict', 'demo/already-running', 'Another demo is starting on this data folder.')
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    return false
  }
}

/** The living process that holds the lock. After a restart of the machine its number may belong to anything, so its
 *  time of start counts too, where the system tells it. */
function ownerOf(file: string): number | undefined {
  const [number, start = ''] = readLock(file).split(' ')
  const pid = Number(number)
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !alive(pid)) return undefined
  return startOf(pid) === start ? pid : undefined
}

function readLock(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Let go in this moment.
    return ''
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in clock ticks since the machine did; a dead one nobody has reaped, and a system that does not tell, give ''.
 *  Source: proc_pid_stat(5), fields 3 and 22. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
