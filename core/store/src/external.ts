import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'
import { Fault, ident, sql } from '@steckwerk/kernel'
import { hubRole as defaultHubRole } from './bootstrap.ts'
import { databaseFault, sqlState } from './connection/faults.ts'

export interface ExternalOptions {
  /** DATABASE_URL: connects as the owner of the database. */
  readonly ownerUrl: string
  /** The unprivileged role's own connection, where the database's administrator has made the role. */
  readonly hubUrl?: string
  /** The role's name where it is to be made; default steckwerk_hub. */
  readonly hubRole?: string
  /** What the role's password is derived from, so that every hub knows it: any secret of the installation. */
  readonly hubSecret?: Uint8Array
}

/** Makes sure that an external PostgreSQL has the unprivileged role, and tells how to connect as it. To be called before
 *  `migrate`, which gives the role its rights.
 *  Faults: store/server-too-old, store/hub-role-missing, store/hub-role-refused, store/hub-role-taken, store/database-url,
 *  store/login-refused, store/no-database, store/unavailable. */
export async function prepareExternal(options: ExternalOptions): Promise<{ readonly hubUrl: string; readonly hubRole: string }> {
  const client = clientFor(options.ownerUrl, 'steckwerk prepare')
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; may: boolean; database: string }>(
      `select current_setting('server_version_num')::int as version, rolcreaterole or rolsuper as may, current_database() as database
       from pg_roles where rolname = current_user`,
    )
    const { version, may, database } = rows[0]!
    if (version < 150_000) throw new Fault('internal', 'store/server-too-old', `PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`)
    if (options.hubUrl !== undefined) {
      const hubRole = roleOf(options.hubUrl)
      if (!(await signsIn(options.hubUrl))) throw refused('Its address does not sign in: the role or its password is wrong.')
      return { hubUrl: options.hubUrl, hubRole }
    }
    const hubRole = options.hubRole ?? defaultHubRole
    const password = options.hubSecret === undefined ? undefined : createHmac('sha256', options.hubSecret).update(`hub-role|${database}|${hubRole}`).digest('base64url')
    const hubUrl = hubUrlOf(options.ownerUrl, hubRole, password)
    if (await signsIn(hubUrl)) return { hubUrl, hubRole }
    const use = await useOf(client, hubRole)
    if (use === 'none' && !may) {
      throw new Fault('internal', 'store/hub-role-missing', `The database needs a second, unprivileged role and the owner may not make one. Let its administrator run: create role ${hubRole} login password '…'; then give its address as STECKWERK_HUB_DATABASE_URL.`)
    }
    if (use === 'elsewhere') {
      // A new password would shut the hub of that other database out.
      throw new Fault('conflict', 'store/hub-role-taken', `The role ${hubRole} serves another database of this server already; name another one with STECKWERK_HUB_ROLE.`)
    }
    if (may) await setRole(client, hubRole, use !== 'none', password)
    if (!(await signsIn(hubUrl))) throw refused(`The role ${hubRole} is there with a password of its own: give its address as STECKWERK_HUB_DATABASE_URL.`)
    return { hubUrl, hubRole }
  } catch (error) {
    throw databaseFault(error)
  } finally {
    await client.end().catch(() => {})
  }
}

function refused(what: string): Fault {
  return new Fault('internal', 'store/hub-role-refused', `The hub's unprivileged database role cannot be used. ${what}`)
}

function clientFor(url: string, name: string): pg.Client {
  if (!/^postgres(?:ql)?:\/\//.test(url)) throw new Fault('invalid', 'store/database-url', 'The database address must begin with postgresql://.')
  try {
    const client = new pg.Client({ connectionString: url, application_name: name })
    client.on('error', () => {})
    return client
  } catch (error) {
    throw new Fault('invalid', 'store/database-url', 'The database address is no valid URL. In its password, characters such as @ : / ? # % are written as %40 %3A %2F %3F %23 %25.', { cause: error })
  }
}

/** False where role or password are wrong. A role that is right but has no rights in this database yet is as good. */
async function signsIn(url: string): Promise<boolean> {
  const client = clientFor(url, 'steckwerk prepare')
  try {
    await client.connect()
    return true
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code === '42501') return true
    if (code.startsWith('28')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether a role is there, and has rights in another database of the server. */
async function useOf(client: pg.Client, role: string): Promise<'none' | 'here' | 'elsewhere'> {
  const { rows } = await client.query<{ elsewhere: boolean }>(
    `select exists (select 1 from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.dbid <> 0
                    and d.dbid <> (select oid from pg_database where datname = current_database())) as elsewhere
     from pg_roles r where rolname = $1`, [role])
  return rows[0] === undefined ? 'none' : rows[0].elsewhere ? 'elsewhere' : 'here'
}

async function setRole(client: pg.Client, role: string, exists: boolean, password: string | undefined): Promise<void> {
  const verb = exists ? sql`alter role ${ident(role)}` : sql`create role ${ident(role)}`
  // DDL takes no parameters. The verifier has no quote in it, and unlike the password it may stand in a server's log.
  const secret = password === undefined ? '' : ` password '${scramVerifier(password)}'`
  try {
    await client.query(`${verb.text} login nosuperuser nocreatedb nocreaterole${secret}`)
  } catch (error) {
    const fault = databaseFault(error)
    // Since PostgreSQL 16 a role may be altered only by who made it; then it has its password from there.
    if (exists && sqlState(fault) === '42501') return
    throw new Fault('internal', 'store/hub-role-refused', 'The unprivileged database role could not be made or given its password.', { cause: error })
  }
}

/** Source: RFC 5802; PostgreSQL, src/common/scram-common.c. */
function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const stored = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${hmac(salted, 'Server Key').toString('base64')}`
}

function roleOf(url: string): string {
  const role = clientFor(url, 'steckwerk prepare').user
  if (role === undefined || role === '') throw new Fault('invalid', 'store/database-url', "The hub's database address names no role.")
  return role
}

function hubUrlOf(ownerUrl: string, role: string, password: string | undefined): string {
  // The owner's address with other credentials; socket addresses (postgresql://owner@/db?host=…) are no valid URL.
  const rest = /^(postgres(?:ql)?:\/\/)(?:[^@/?#]*@)?(.*)$/s.exec(ownerUrl)
  if (rest === null) throw new Fault('invalid', 'store/database-url', 'The database address must begin with postgresql://.')
  const credentials = encodeURIComponent(role) + (password === undefined ? '' : `:${encodeURIComponent(password)}`)
  const address = rest[2]!.replace(/([?&])(user|password)=[^&]*&?/g, '$1').replace(/[?&]$/, '')
  return `${rest[1]!}${credentials}@${address}`
}
