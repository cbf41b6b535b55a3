import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { silentLog } from '@steckwerk/kernel/testing'
import { startPostgres } from '../embedded/start.ts'
import { migrate } from '../migrate.ts'

/** A run of many test files makes this folder below its temporary one: initdb and the migrations then run once instead of in each file. */
export const madeClusters = 'steckwerk-made'

/** Copies the run's migrated cluster to `target`, which must not be there yet; makes it if this is the first file to want it.
 *  false where no run has asked for one: a file run by itself leaves nothing behind. */
export async function copyMadeCluster(target: string): Promise<boolean> {
  const folder = join(tmpdir(), madeClusters)
  if (!existsSync(folder)) return false
  const made = join(folder, 'migrated')
  if (!existsSync(made)) await make(folder, made)
  // Keeps the owner: started as root, PostgreSQL runs as another user.
  await promisify(execFile)('cp', ['-a', made, target])
  return true
}

/** Two files may do this at once; the first to finish wins. */
async function make(folder: string, made: string): Promise<void> {
  const draft = await mkdtemp(join(folder, 'draft-'))
  try {
    await chmod(draft, 0o755)
    const server = await startPostgres({ dataDir: draft, log: silentLog, durable: false })
    await migrate(server.ownerUrl, silentLog).finally(() => server.stop())
    await rename(join(draft, 'postgres'), made).catch((error: unknown) => {
      if (!existsSync(made)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 })
  }
}
