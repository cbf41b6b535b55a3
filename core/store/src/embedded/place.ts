import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readlink, rename, stat, symlink, unlink } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import { reaches, type Account } from './account.ts'

/** Where a cluster lives. */
export interface Place {
  /** PGDATA. */
  readonly cluster: string
  /** The folder of the unix socket. */
  readonly socket: string
  /** The log file of the postmaster. */
  readonly log: string
}

/** The kernel's limit is 107 bytes for the whole path; the socket's own name takes 14 with its slash. */
const longestSocketFolder = 107 - '/.s.PGSQL.5432'.length

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** A folder every account can enter, for what cannot stay below the data folder or the checkout. */
export async function sharedFolder(account: Account | undefined): Promise<string> {
  if (account === undefined) {
    const own = join(homedir(), '.cache', 'steckwerk')
    await mkdir(own, { recursive: true })
    return own
  }
  const folder = '/var/lib/steckwerk'
  await mkdir(folder, { recursive: true, mode: 0o755 })
  await chmod(folder, 0o755)
  return folder
}

async function give(account: Account | undefined, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account === undefined) return
  await chown(folder, account.uid, account.gid)
  await chmod(folder, 0o700)
}

/** Finds or makes the cluster's folders. The cluster is `<dataDir>/postgres`; where postgres's account cannot get
 *  there (root's home, a 0700 folder) it lives in a folder of its own and `<dataDir>/postgres` is a link to it.
 *  Faults: store/data-folder. */
export async function makePlace(dataDir: string, account: Account | undefined): Promise<Place> {
  const data = resolve(dataDir)
  try {
    await mkdir(data, { recursive: true })
    const cluster = await clusterFolder(data, account)
    await give(account, cluster)
    const beside = `${cluster}-run`
    const socket = Buffer.byteLength(beside) <= longestSocketFolder ? beside : join(shortTmp(), `steckwerk-${fingerprint(cluster)}`)
    await give(account, socket)
    return { cluster, socket, log: join(socket, 'postgres.log') }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('internal', 'store/data-folder', `The database's folder below ${data} cannot be made or entered (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`, { cause: error })
  }
}

function shortTmp(): string {
  return Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir()
}

async function clusterFolder(data: string, account: Account | undefined): Promise<string> {
  const name = join(data, 'postgres')
  const entry = await lstat(name).catch(() => undefined)
  if (entry?.isSymbolicLink()) {
    const target = await readlink(name)
    if ((await stat(target).catch(() => undefined)) !== undefined) return target
    throw new Fault('internal', 'store/data-folder', `${name} names ${target}, which is not there. Is its disk mounted? Remove the link only to start with an empty database.`)
  }
  if (entry !== undefined || (await reaches(account, data))) return name
  const own = join(await sharedFolder(account), `postgres-${fingerprint(data)}`)
  // The data folder was emptied but its cluster is still here: whoever emptied it wants a fresh start, but data is never deleted.
  if (await stat(own).catch(() => undefined)) await rename(own, `${own}.left-${Date.now()}`)
  await give(account, own)
  await symlink(own, name).catch(async (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await unlink(name)
    await symlink(own, name)
  })
  return own
}
