import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chown, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@steckwerk/kernel'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { alive, isPostgres, readPostmaster } from './postmaster.ts'

/** The bootstrap account inside the cluster; used for making roles and databases only. */
export const superuser = 'postgres'

const largestLog = 8 * 1024 * 1024

/** Makes the cluster's files unless they are there. A half-made one (initdb was killed) is made anew.
 *  Faults: store/initdb. */
export async function initialise(binaries: Binaries, place: Place, account: Account | undefined, durable: boolean): Promise<void> {
  if (await stat(join(place.cluster, 'PG_VERSION')).catch(() => undefined)) {
    const major = Number((await readFile(join(place.cluster, 'PG_VERSION'), 'utf8')).trim())
    if (major !== binaries.major) {
      throw new Fault('internal', 'store/cluster-version', `The database was made by PostgreSQL ${major}, the embedded one is ${binaries.major}: move the data over with pg_dump, or set DATABASE_URL.`)
    }
    return
  }
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C']
  const draft = join(place.cluster, 'draft')
  await rm(draft, { recursive: true, force: true })
  const args = ['-D', draft, '-U', superuser, '-A', 'trust', '-E', 'UTF8', ...locale, ...(durable ? [] : ['--no-sync'])]
  // In a process group of its own, as the postmaster: Ctrl-C would leave a half-made cluster behind.
  const { code, output } = await finished(spawn(binaries.initdb, args, { cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'], ...account }))
  if (code !== 0) throw new Fault('internal', 'store/initdb', `The embedded database could not be made: ${output.trim().split('\n').at(-1) ?? ''}`)
  await settle(draft, place.cluster)
}

/** Moves what initdb made up one folder, the version file last: it marks the cluster as whole. */
async function settle(draft: string, cluster: string): Promise<void> {
  const names = await readdir(draft)
  for (const name of names.filter((name) => name !== 'PG_VERSION')) {
    await rm(join(cluster, name), { recursive: true, force: true })
    await rename(join(draft, name), join(cluster, name))
  }
  await rename(join(draft, 'PG_VERSION'), join(cluster, 'PG_VERSION'))
  await rm(draft, { recursive: true, force: true })
}

function finished(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.once('error', (error) => resolve({ code: -1, output: error.message }))
    child.once('close', (code) => resolve({ code, output }))
  })
}

/** Spawns the postmaster in a process group of its own: Ctrl-C goes to the group and would be a shutdown. */
export async function spawnPostmaster(binaries: Binaries, place: Place, account: Account | undefined, settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0
  if (size > largestLog) await rename(place.log, `${place.log}.1`)
  const log = openSync(place.log, 'a', 0o600)
  try {
    if (account !== undefined) await chown(place.log, account.uid, account.gid)
    const args = ['-D', place.cluster, '-k', place.socket, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const child = spawn(binaries.postgres, args, { cwd: '/', detached: true, stdio: ['ignore', log, log], ...account })
    child.once('error', () => {})
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

/** Waits until this postmaster takes connections; crash recovery may take its time. False if it ended instead. */
export async function becomesReady(place: Place, pid: number, running: () => boolean): Promise<boolean> {
  while (running()) {
    const postmaster = await readPostmaster(place.cluster)
    if (postmaster?.pid === pid && postmaster.status === 'ready') return true
    await pause(5)
  }
  return false
}

/** Fast shutdown: sessions are cut, everything committed stays. Immediate shutdown if that hangs. */
export async function stopPostmaster(pid: number, patienceMs = 30_000): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    // 0 would be our own process group.
    if (pid <= 0) return
    try {
      process.kill(pid, name)
    } catch {
      // It has ended on its own.
    }
  }
  signal('SIGINT')
  if (await gone(pid, patienceMs)) return
  signal('SIGQUIT')
  if (!(await gone(pid, 5_000))) signal('SIGKILL')
}

async function gone(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (!alive(pid) || !(await isPostgres(pid))) return true
    await pause(5)
  }
  return false
}
