import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@steckwerk/kernel'

/** Holds a data folder for one demo at a time. A lock whose process is gone (kill -9) is taken over.
 *  Faults: demo/already-running. */
export function lockDataFolder(data: string): Disposable {
  mkdirSync(data, { recursive: true, mode: 0o755 })
  const file = join(data, 'demo.pid')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return { [Symbol.dispose]: () => rmSync(file, { force: true }) }
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
      const owner = Number(readFileSync(file, 'utf8'))
      if (alive(owner)) {
        throw new Fault('conflict', 'demo/already-running', `A demo is already running on this data folder (process ${owner}). Stop it with Ctrl-C, or choose another folder with STECKWERK_DATA.`)
      }
      rmSync(file, { force: true })
    }
  }
  throw new Fault('conflict', 'demo/already-running', 'Another demo is starting on this data folder.')
}

/** Whether this is a living Node process: after a restart of the machine its number may belong to anything. */
function alive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('steckwerk')
  } catch {
    return true
  }
}
