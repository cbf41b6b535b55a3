import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '@steckwerk/kernel'

export interface SpoolFiles {
  readonly spool: string
  readonly lock: string
  readonly note: string
}

export function spoolFiles(dir: string): SpoolFiles {
  return { spool: join(dir, 'spool.sqlite'), lock: join(dir, 'spool.lock'), note: join(dir, 'epoch.json') }
}

/** Holds the folder for this process alone until closed; the operating system lets go when the process dies, so no
 *  stale lock is ever left. Faults: connector/already-running. */
export function lockFolder(dir: string): DatabaseSync {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(spoolFiles(dir).lock)
  try {
    lock.exec('begin exclusive')
  } catch (thrown) {
    lock.close()
    throw new Fault('conflict', 'connector/already-running', 'Another process runs this connector; only one may have its spool.', { cause: thrown })
  }
  return lock
}

/** Makes the file readable to its owner only before SQLite opens it; its -wal and -shm inherit that. */
export function createPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

/** Puts a damaged spool aside under a name that says when; returns the name. */
export function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  const aside = path.replace(/\.sqlite$/, `.damaged-${stamp}.sqlite`)
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  return aside
}

/** Writes a file whole or not at all, durably. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}

/** The epoch last opened here, kept beside the spool so that a spool that vanished is not taken for a first one. */
export function readNote(path: string): string | undefined {
  try {
    const note = JSON.parse(readFileSync(path, 'utf8')) as { epoch?: unknown }
    return typeof note.epoch === 'string' ? note.epoch : undefined
  } catch {
    return undefined
  }
}

export function writeNote(path: string, epoch: string): void {
  writeWhole(path, `${JSON.stringify({ epoch })}\n`)
}
