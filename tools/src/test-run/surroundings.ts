import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hasEnvironment, processes, type RunningProcess } from '../processes.ts'

/** A temporary folder for everything the tests write, and an environment without what this machine or a developer's
 *  shell may have set. Disposal ends processes that tests left behind, names them, and removes the folder. */
export function surroundings(): AsyncDisposable {
  // The name is short and the folder traversable: PostgreSQL's socket paths have 107 bytes, and started as root it
  // runs as another user.
  const folder = mkdtempSync(join(tmpdir(), 'sw-'))
  chmodSync(folder, 0o711)
  // Asks the database tests to share one migrated cluster and copy it: core/store/src/testing/made-cluster.ts.
  mkdirSync(join(folder, 'steckwerk-made'), { mode: 0o711 })
  for (const name of Object.keys(process.env)) {
    if (name === 'DATABASE_URL' || /^PG[A-Z]+$/.test(name) || (name.startsWith('STECKWERK_') && !kept.has(name))) delete process.env[name]
  }
  process.env['TMPDIR'] = folder
  return {
    async [Symbol.asyncDispose]() {
      const left = await endLeftovers(folder)
      for (const { pid, command } of left) console.error(`A test left a process behind, ended now: ${pid} ${command.slice(0, 120)}`)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Chosen browser; chosen server to run the database tests on instead of the embedded one. */
const kept = new Set(['STECKWERK_CHROMIUM', 'STECKWERK_TEST_DATABASE_URL'])

async function endLeftovers(folder: string): Promise<RunningProcess[]> {
  const mine = (): RunningProcess[] =>
    processes().filter(({ pid, command }) => pid !== process.pid && (command.includes(folder) || hasEnvironment(pid, 'TMPDIR', folder)))
  const deadline = Date.now() + 3000
  // What is being stopped in an orderly way gets its time.
  while (mine().length > 0 && Date.now() < deadline) await delay(50)
  const left = mine()
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself just now.
    }
  }
  return left
}
