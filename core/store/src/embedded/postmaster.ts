import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What postmaster.pid tells of a running or dead postmaster.
 *  Source: PostgreSQL, src/include/utils/pidfile.h. */
export interface Postmaster {
  readonly pid: number
  readonly socket: string
  /** ready, starting, stopping, standby */
  readonly status: string
}

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, socket: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process is a postgres at all: after a restart of a container another process may have its number. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!alive(pid)) return false
  if (process.platform !== 'linux') return true
  const [command, state] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
  ])
  return /postgres/.test(command.split('\0')[0] ?? '') && !/\) Z /.test(state)
}
