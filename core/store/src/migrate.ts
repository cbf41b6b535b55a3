import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { Fault, type Log } from '@steckwerk/kernel'
import { hubRole as defaultHubRole } from './bootstrap.ts'
import { databaseFault } from './connection/faults.ts'
import { handOver } from './hand-over.ts'

const folder = new URL('../migrations/', import.meta.url)
/** One migrating process at a time, of whatever hub. */
const lock = 7_205_759_403

interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly sha256: string
}

async function migrations(from: URL): Promise<Migration[]> {
  const names = (await readdir(from)).filter((name) => name.endsWith('.sql')).sort()
  // Passed over, its tables would only be missed when somebody needs them.
  if (!names.every((name) => /^\d{4}_[a-z0-9-]+\.sql$/.test(name))) {
    throw new Fault('internal', 'store/migration-name', 'A migration\'s file is not named as all are: four digits, an underscore, then a-z, 0-9 and hyphens.')
  }
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, from), 'utf8')
      return { number: Number(name.slice(0, 4)), name: name.slice(5, -4), text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

export interface MigrateOptions {
  /** The unprivileged role that gets the rights; must exist. */
  readonly hubRole?: string
  /** Where the .sql files are; for tests. */
  readonly from?: URL
}

/** Brings the database up to this version: every .sql file once, in the order of its number, each in a transaction of
 *  its own. Files are never edited once they have run anywhere.
 *  Faults: store/migration-name, store/migration-edited, store/migration-failed, store/database-newer, store/server-too-old, store/unavailable. */
export async function migrate(ownerUrl: string, log: Log, options: MigrateOptions = {}): Promise<void> {
  const wanted = await migrations(options.from ?? folder)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'steckwerk migrate' })
  client.on('error', () => {})
  await client.connect().catch((error: unknown) => {
    throw databaseFault(error)
  })
  try {
    const version = Number((await client.query<{ v: string }>(`select current_setting('server_version_num') v`)).rows[0]!.v)
    if (version < 150_000) throw new Fault('internal', 'store/server-too-old', `PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`)
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(`create schema if not exists base`)
    await client.query(`create table if not exists base.migration (number int primary key, name text not null, sha256 text not null, at timestamptz not null default now())`)
    const done = new Map((await client.query<{ number: number; sha256: string; name: string }>('select number, sha256, name from base.migration')).rows.map((row) => [row.number, row]))
    check(wanted, done)
    await client.query(`select set_config('st.hub_role', $1, false)`, [options.hubRole ?? defaultHubRole])
    for (const migration of wanted) {
      if (done.has(migration.number)) continue
      await run(client, migration)
      log.info('database migrated', { version: `${migration.number}_${migration.name}` })
    }
    await handOver(client)
    await client.query('select base.begin_audit_era()')
    await makeSecrets(client)
  } catch (error) {
    throw databaseFault(error)
  } finally {
    await client.end().catch(() => {})
  }
}

function check(wanted: readonly Migration[], done: ReadonlyMap<number, { sha256: string; name: string }>): void {
  for (const migration of wanted) {
    const before = done.get(migration.number)
    if (before !== undefined && before.sha256 !== migration.sha256) {
      throw new Fault('internal', 'store/migration-edited', `Migration ${migration.number} (${before.name}) has run here in another form; migrations are never edited, a new one is added.`)
    }
  }
  const newest = Math.max(0, ...done.keys())
  if (newest > Math.max(0, ...wanted.map((migration) => migration.number))) {
    throw new Fault('internal', 'store/database-newer', `The database was made by a newer version (migration ${newest}); this version must not use it.`)
  }
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into base.migration (number, name, sha256) values ($1, $2, $3)', [migration.number, migration.name, migration.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const message = error instanceof Error ? error.message : 'unknown'
    throw new Fault('internal', 'store/migration-failed', `Migration ${migration.number} (${migration.name}) failed: ${message}`, { cause: error })
  }
}

/** This database's own keys: for index hashes, derived ids and cursors. */
async function makeSecrets(client: pg.Client): Promise<void> {
  await client.query(
    `insert into base.meta (name, value) values ('hash-key', $1), ('id-key', $2), ('cursor-key', $3) on conflict do nothing`,
    [randomBytes(16), randomBytes(32), randomBytes(32)],
  )
}
