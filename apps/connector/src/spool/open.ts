import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Fault, timeOrderedId, type Clock, type Log } from '@steckwerk/kernel'
import type { OpenEpoch } from '@steckwerk/uplink'
import { createPrivate, lockFolder, readNote, setAside, spoolFiles, writeNote } from './files.ts'
import { schema, schemaVersion } from './schema.ts'
import { isCorrupt } from './sqlite-fault.ts'
import { Spool } from './spool.ts'

export interface OpenSpoolOptions {
  readonly dir: string
  /** Streams of a new epoch, 1 to 32. */
  readonly streams: number
  /** Bytes the file may grow to. */
  readonly limitBytes: number
  readonly log: Log
  readonly clock: Clock
}

/** Files up to this size are checked whole at the start; larger ones where they are read, so that a long queue does not hold up the start. */
const wholeCheckBytes = 64 * 1024 * 1024

/** Opens a connector's spool, for this process alone. A damaged file is kept aside under another name and a new spool begun, in a new
 *  epoch: the hub raises an alarm over what it was told of and never got.
 *  Faults: connector/already-running, connector/spool-version. */
export function openSpool(options: OpenSpoolOptions): Spool {
  const lock = lockFolder(options.dir)
  try {
    return open(options, lock)
  } catch (thrown) {
    lock.close()
    throw thrown
  }
}

function open(options: OpenSpoolOptions, lock: DatabaseSync): Spool {
  const { dir, log, clock } = options
  const files = spoolFiles(dir)
  const former = readNote(files.note)
  let damaged: string | undefined
  let db: DatabaseSync
  try {
    db = connect(files.spool, options)
    begin(db, options, former === undefined ? 'first' : 'spool-new', former)
    check(db, files.spool)
    return finish(new Spool({ db, lock, damaged, limitBytes: options.limitBytes, log, clock }), files.note)
  } catch (thrown) {
    if (!isCorrupt(thrown)) throw thrown
    damaged = setAside(files.spool, clock.now())
    log.error('spool.damaged', new Fault('unavailable', 'connector/spool-damaged', 'The spool file is damaged and was kept aside.', { cause: thrown }))
  }
  db = connect(files.spool, options)
  begin(db, options, 'spool-new', former)
  return finish(new Spool({ db, lock, damaged, limitBytes: options.limitBytes, log, clock }), files.note)
}

function finish(spool: Spool, note: string): Spool {
  writeNote(note, spool.state.epoch.id)
  return spool
}

function connect(path: string, options: OpenSpoolOptions): DatabaseSync {
  createPrivate(path)
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma page_size = 4096; pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = full')
    db.exec('pragma wal_autocheckpoint = 1000; pragma cache_size = -16000; pragma journal_size_limit = 67108864; pragma busy_timeout = 2000')
    // The last guard behind the limit that is checked before acknowledging.
    db.exec(`pragma max_page_count = ${Math.ceil(options.limitBytes / 4096) + 4096}`)
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

/** Creates the tables and the first epoch where there are none. */
function begin(db: DatabaseSync, options: OpenSpoolOptions, reason: OpenEpoch['reason'], previous: string | undefined): void {
  const { user_version: version } = db.prepare('pragma user_version').get() as { user_version: number }
  if (version === schemaVersion) return
  if (version !== 0) {
    db.close()
    throw new Fault('conflict', 'connector/spool-version', 'The spool was written by another version of the connector, which this one cannot read.')
  }
  const now = options.clock.now()
  db.exec('begin immediate')
  db.exec(schema)
  db.prepare('insert into epoch (number, id, streams, reason, previous, opened_at) values (1, ?, ?, ?, ?, ?)')
    .run(timeOrderedId(now), options.streams, reason, previous ?? null, now)
  const stream = db.prepare('insert into stream (epoch, number, next) values (1, ?, 0)')
  for (let number = 0; number < options.streams; number++) stream.run(number)
  db.exec(`pragma user_version = ${schemaVersion}`)
  db.exec('commit')
}

function check(db: DatabaseSync, path: string): void {
  if (!existsSync(path) || statSync(path).size > wholeCheckBytes) return
  const [result] = db.prepare('pragma quick_check(1)').all() as { quick_check: string }[]
  if (result?.quick_check !== 'ok') throw Object.assign(new Error('quick_check'), { errcode: 11 })
}
