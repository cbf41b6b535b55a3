import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { silentLog } from '@steckwerk/kernel/testing'
import { startPostgres, type EmbeddedPostgres } from '../embedded/start.ts'
import { migrate } from '../migrate.ts'

/** A run of many test files makes this folder below its temporary one: initdb and the migrations then run once instead of in each file. */
export const madeClusters = 'steckwerk-made'

const serverFile = 'server.json'

type RunServer = Pick<EmbeddedPostgres, 'ownerUrl' | 'superuserUrl'>

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

/** Starts the cluster that the files of a run share, each with databases of its own; ended with the run. */
export async function serveRun(): Promise<AsyncDisposable> {
  const folder = join(tmpdir(), madeClusters)
  const dataDir = join(folder, 'shared')
  await mkdir(dataDir, { mode: 0o755 })
  await copyMadeCluster(join(dataDir, 'postgres'))
  const server = await startPostgres({ dataDir, log: silentLog, durable: false })
  const told: RunServer = { ownerUrl: server.ownerUrl, superuserUrl: server.superuserUrl }
  await writeFile(join(folder, serverFile), JSON.stringify(told))
  return server
}

/** The cluster of the run that this process belongs to; undefined in a process started by itself. */
export async function runServer(): Promise<RunServer | undefined> {
  const text = await readFile(join(tmpdir(), madeClusters, serverFile), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as RunServer)
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
