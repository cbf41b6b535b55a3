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
 *  Faults: store/server-too-old, store/hub-role-missing, store/hub-role-refused, store/unavailable. */
export async function prepareExternal(options: ExternalOptions): Promise<{ readonly hubUrl: string; readonly hubRole: string }> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'steckwerk prepare' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; may: boolean; database: string }>(
      `select current_setting('server_version_num')::int as version, rolcreaterole or rolsuper as may, current_database() as database
       from pg_roles where rolname = current_user`,
    )
    const { version, may, database } = rows[0]!
    if (version < 150_000) throw new Fault('internal', 'store/server-too-old', `PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`)
    if (options.hubUrl !== undefined) return { hubUrl: options.hubUrl, hubRole: roleOf(options.hubUrl) }
    const hubRole = options.hubRole ?? defaultHubRole
    const password = options.hubSecret === undefined ? undefined : createHmac('sha256', options.hubSecret).update(`hub-role|${database}|${hubRole}`).digest('base64url')
    const hubUrl = hubUrlOf(options.ownerUrl, hubRole, password)
    if (await connects(hubUrl)) return { hubUrl, hubRole }
    const exists = (await client.query('select 1 from pg_roles where rolname = $1', [hubRole])).rowCount === 1
    if (!exists && !may) {
      throw new Fault('internal', 'store/hub-role-missing', `The database needs a second, unprivileged role and the owner may not make one. Let its administrator run: create role ${hubRole} login password '…'; then give its connection beside DATABASE_URL.`)
    }
    if (may) await setRole(client, hubRole, exists, password)
    return { hubUrl, hubRole }
  } catch (error) {
    throw databaseFault(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function connects(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  return client.connect().then(() => client.end().then(() => true), () => false)
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
  const role = new pg.Client({ connectionString: url }).user
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
