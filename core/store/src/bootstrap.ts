import pg from 'pg'
import { ident, sql } from '@steckwerk/kernel'

/** Names inside the embedded cluster. */
export const databaseName = 'steckwerk'
export const ownerRole = 'steckwerk_owner'
export const hubRole = 'steckwerk_hub'

/** Makes the two roles and the database of an embedded cluster, as its superuser; does nothing where they are there. */
export async function makeDatabase(superuserUrl: string, database: string = databaseName): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles')
    const has = new Set(roles.rows.map((row) => row.rolname))
    if (!has.has(ownerRole)) await client.query(sql`create role ${ident(ownerRole)} login createdb`.text)
    if (!has.has(hubRole)) await client.query(sql`create role ${ident(hubRole)} login`.text)
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(sql`create database ${ident(database)} owner ${ident(ownerRole)}`.text)
  } finally {
    await client.end()
  }
}
