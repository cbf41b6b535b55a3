import type { ChildProcess } from 'node:child_process'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault, type Log } from '@steckwerk/kernel'
import { databaseName, hubRole, makeDatabase, ownerRole } from '../bootstrap.ts'
import { postgresAccount, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { becomesReady, initialise, spawnPostmaster, stopPostmaster, superuser } from './cluster.ts'
import { lockPlace } from './lock.ts'
import { makePlace, type Place } from './place.ts'
import { alive, isPostgres, readPostmaster } from './postmaster.ts'
import { serverSettings } from './settings.ts'

export interface StartOptions {
  /** STECKWERK_DATA; the cluster is `<dataDir>/postgres`. */
  readonly dataDir: string
  readonly log: Log
  /** false switches every guard against a power failure off: for tests. */
  readonly durable?: boolean
  /** A folder with initdb and postgres of another version. */
  readonly binaries?: string
}

export interface EmbeddedPostgres {
  /** Connects as the owner of the database: migrations and jobs. */
  readonly ownerUrl: string
  /** Connects as the unprivileged role: openStore. */
  readonly hubUrl: string
  /** Connects as the superuser of the cluster; for tests and repairs. */
  readonly superuserUrl: string
  /** The postmaster's process number now. */
  pid(): number
  /** Fast shutdown, unless another living process has started this postgres. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const longestBackOffMs = 2_000

/** Starts the embedded PostgreSQL of a data folder, or adopts the one that an earlier process left running, makes
 *  roles and database, and starts it again whenever it dies.
 *  Faults: store/no-embedded-postgres, store/no-account, store/data-folder, store/initdb, store/cluster-version, store/postgres-start. */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const account = await accountFor(options.dataDir)
  const [binaries, place] = await Promise.all([findBinaries(account, options.binaries), makePlace(options.dataDir, account)])
  const server = new Supervisor(binaries, place, account, options)
  await server.start()
  const url = (user: string, database: string): string =>
    `postgresql://${user}@/${database}?host=${encodeURIComponent(place.socket)}&port=5432`
  const superuserUrl = url(superuser, 'postgres')
  try {
    await makeDatabase(superuserUrl)
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    ownerUrl: url(ownerRole, databaseName),
    hubUrl: url(hubRole, databaseName),
    superuserUrl,
    pid: () => server.pid,
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

/** Root runs an existing cluster under whoever owns it, so a folder first used without root keeps working. */
async function accountFor(dataDir: string): Promise<Account | undefined> {
  const chosen = await postgresAccount()
  if (chosen === undefined) return undefined
  // Also where the name is a link: the account chosen for a new cluster is another one once PostgreSQL has been installed.
  const entry = await stat(join(dataDir, 'postgres')).catch(() => undefined)
  return entry?.isDirectory() === true && entry.uid !== 0 ? { uid: entry.uid, gid: entry.gid } : chosen
}

/** Holds one postmaster up. The file `steckwerk.pid` in the cluster names the process that is responsible for it. */
class Supervisor {
  readonly #binaries: Binaries
  readonly #place: Place
  readonly #account: Account | undefined
  readonly #options: StartOptions
  readonly #responsible: string
  #watch: Promise<void> | undefined
  readonly #end = new AbortController()
  #guest = false
  pid = 0

  constructor(binaries: Binaries, place: Place, account: Account | undefined, options: StartOptions) {
    this.#binaries = binaries
    this.#place = place
    this.#account = account
    this.#options = options
    this.#responsible = join(place.cluster, 'steckwerk.pid')
  }

  async start(): Promise<void> {
    await using _alone = await lockPlace(this.#place)
    if (!(await this.#adopt())) {
      await initialise(this.#binaries, this.#place, this.#account, this.#options.durable !== false)
      await this.#spawn()
    }
    this.#watch = this.#keepUp()
  }

  async stop(): Promise<void> {
    if (this.#end.signal.aborted) return
    this.#end.abort()
    if (!this.#guest) {
      await stopPostmaster(this.pid)
      await rm(this.#responsible, { force: true })
    }
    await this.#watch
  }

  /** Takes over a postmaster that still runs; true if there is one. */
  async #adopt(): Promise<boolean> {
    const found = await readPostmaster(this.#place.cluster)
    if (found === undefined) return false
    if (!(await isPostgres(found.pid))) {
      // Its number may belong to a stranger or to a process nobody has reaped: postgres would take either for itself.
      await rm(join(this.#place.cluster, 'postmaster.pid'), { force: true })
      await rm(join(this.#place.socket, '.s.PGSQL.5432.lock'), { force: true })
      return false
    }
    const responsible = Number(await readFile(this.#responsible, 'utf8').catch(() => '0'))
    this.#guest = responsible !== process.pid && responsible > 0 && alive(responsible)
    if (found.socket !== this.#place.socket) {
      // The data folder has moved since: a postmaster that listens elsewhere is of no use.
      if (this.#guest) throw new Fault('internal', 'store/postgres-start', 'Another process runs this data folder under another path.')
      await stopPostmaster(found.pid)
      return false
    }
    if (!(await becomesReady(this.#place, found.pid, () => alive(found.pid)))) return false
    this.pid = found.pid
    if (!this.#guest) await writeFile(this.#responsible, String(process.pid))
    this.#options.log.info('embedded PostgreSQL adopted', { pid: this.pid })
    return true
  }

  async #spawn(): Promise<void> {
    const durable = this.#options.durable !== false
    for (let attempt = 1; ; attempt++) {
      const child: ChildProcess = await spawnPostmaster(this.#binaries, this.#place, this.#account, serverSettings(durable))
      const running = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null
      if (await becomesReady(this.#place, child.pid ?? 0, () => running() && !this.#end.signal.aborted)) {
        this.pid = child.pid!
        await writeFile(this.#responsible, String(process.pid))
        return
      }
      if (this.#end.signal.aborted) {
        if (child.pid !== undefined) await stopPostmaster(child.pid)
        return
      }
      // The backends of a killed postmaster hold its shared memory for a moment longer.
      if (attempt === 20) {
        throw new Fault('internal', 'store/postgres-start', `The embedded PostgreSQL does not start; see ${this.#place.log}.`)
      }
      await pause(Math.min(longestBackOffMs, 20 * attempt))
      if (await this.#adopt()) return
    }
  }

  async #keepUp(): Promise<void> {
    while (!this.#end.signal.aborted) {
      await this.#pause(100)
      if (this.#end.signal.aborted || (await isPostgres(this.pid))) continue
      this.#options.log.warn('embedded PostgreSQL has ended and is started again', { pid: this.pid })
      try {
        this.#guest = false
        if (!(await this.#adopt())) await this.#spawn()
        this.#options.log.info('embedded PostgreSQL is up again', { pid: this.pid })
      } catch (error) {
        this.#options.log.error('embedded PostgreSQL does not start', error)
        await this.#pause(longestBackOffMs)
      }
    }
  }

  /** Ends early when the server is stopped; does not keep the process alive. */
  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { ref: false, signal: this.#end.signal }).catch(() => {})
  }
}
