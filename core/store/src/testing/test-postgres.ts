import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { silentLog } from '@steckwerk/kernel/testing'
import { hubRole, ownerRole } from '../bootstrap.ts'
import { alive, readPostmaster } from '../embedded/postmaster.ts'
import { startPostgres, type EmbeddedPostgres } from '../embedded/start.ts'
import { migrate } from '../migrate.ts'
import { copyMadeCluster } from './made-cluster.ts'

const prefix = 'steckwerk-test-'

/** A fresh, migrated database. */
export interface TestDatabase {
  readonly ownerUrl: string
  readonly hubUrl: string
  drop(): Promise<void>
}

/** A cluster for tests: not durable, with a migrated database to copy. */
export interface TestPostgres extends AsyncDisposable {
  readonly server: EmbeddedPostgres
  database(): Promise<TestDatabase>
}

/** Starts a cluster of its own below the system's temporary folder; removes it and what crashed runs left behind.
 *  `binaries` names a folder with another version's initdb and postgres. */
export async function testPostgres(options: { readonly binaries?: string } = {}): Promise<TestPostgres> {
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'owner.pid'), String(process.pid))
  const isCopy = options.binaries === undefined && (await copyMadeCluster(join(folder, 'postgres')))
  const server = await startPostgres({ dataDir: folder, log: silentLog, durable: false, ...options })
  const stopHard = (): void => removeNow(folder, server.pid())
  process.once('exit', stopHard)
  if (!isCopy) await migrate(server.ownerUrl, silentLog)
  return {
    server,
    database: databasesOf(server),
    async [Symbol.asyncDispose]() {
      process.off('exit', stopHard)
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Makes databases by copying the migrated one, which nobody may be connected to. */
function databasesOf(server: Pick<EmbeddedPostgres, 'ownerUrl' | 'superuserUrl'>): () => Promise<TestDatabase> {
  let count = 0
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server.superuserUrl })
    client.on('error', () => {})
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const url = (role: string, database: string): string => server.ownerUrl.replace('//steckwerk_owner@/steckwerk?', `//${role}@/${database}?`)
  let copying: Promise<unknown> = Promise.resolve()
  return async () => {
    const name = `t${++count}`
    // Copying its files is three times as quick as the default, which writes every page to the log.
    const copy = copying.then(() => admin(`create database ${name} template steckwerk strategy file_copy owner ${ownerRole}`))
    copying = copy.catch(() => {})
    await copy
    return {
      ownerUrl: url(ownerRole, name),
      hubUrl: url(hubRole, name),
      drop: () => admin(`drop database if exists ${name} with (force)`),
    }
  }
}

/** For the end of the process: no time to wait. */
function removeNow(folder: string, pid: number): void {
  try {
    // 0 would be our own process group.
    if (pid > 0) process.kill(pid, 'SIGQUIT')
  } catch {
    // It has ended already.
  }
  const naps = new Int32Array(new SharedArrayBuffer(4))
  for (let i = 0; i < 200 && existsSync(join(folder, 'postgres', 'postmaster.pid')); i++) Atomics.wait(naps, 0, 0, 5)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** Ends and removes clusters whose test process was killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      const owner = Number(readFileSync(join(folder, 'owner.pid'), 'utf8'))
      if (alive(owner)) continue
      const postmaster = await readPostmaster(join(folder, 'postgres'))
      removeNow(folder, postmaster?.pid ?? 0)
    } catch {
      // Another process is removing it, or it is being made: it has no owner's number yet.
    }
  }
}
