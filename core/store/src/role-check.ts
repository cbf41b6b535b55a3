import { Fault } from '@steckwerk/kernel'
import type { Database } from './connection/database.ts'
import { sqlState } from './connection/faults.ts'

interface Role {
  readonly version: number
  readonly privileged: boolean
  readonly owner: boolean
  readonly reads: boolean
  readonly migrated: boolean
  readonly tracked: boolean
}

// pg_has_role with USAGE also finds a role that is merely a member of the owner's.
const question = `select current_setting('server_version_num')::int version,
    (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) privileged,
    exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'base' and pg_has_role(current_user, c.relowner, 'member')) owner,
    exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'base' and c.relkind in ('r', 'p')
              and has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')) reads,
    to_regclass('st.meta') is not null migrated,
    current_setting('track_activities')::bool tracked`

/** Refuses to work as a role the wall between carriers does not hold for, and on a server that does not tell which transactions run.
 *  Faults: store/role-privileged, store/server-too-old, store/not-migrated, store/not-tracked. */
export async function assertUnprivileged(database: Database): Promise<void> {
  let role: Role
  try {
    role = (await database.plain({ text: question })).rows[0] as Role
  } catch (thrown) {
    if (sqlState(thrown) === '3F000' || sqlState(thrown) === '42P01') throw notMigrated()
    throw thrown
  }
  if (role.version < 150_000) {
    throw new Fault('internal', 'store/server-too-old', `PostgreSQL 15 or newer is needed; this server is ${Math.floor(role.version / 10_000)}.`)
  }
  if (role.privileged || role.owner || role.reads) {
    throw new Fault('internal', 'store/role-privileged', "The hub's database role is the owner of the tables, a superuser, bypasses row-level security or may reach base tables; give it a role of its own.")
  }
  if (!role.migrated) throw notMigrated()
  if (!role.tracked) {
    throw new Fault('internal', 'store/not-tracked', "The database's setting track_activities is off; without it histories would miss versions. Switch it on for the hub's role.")
  }
}

function notMigrated(): Fault {
  return new Fault('internal', 'store/not-migrated', 'The database has not been migrated by this version.')
}
