import pg from 'pg'
import type { Sql } from '@steckwerk/kernel'
import { databaseFault } from '../connection/faults.ts'

const types = new pg.TypeOverrides()
// As the hub's own connections do: counts and instants are exact as doubles, and hashes are taken over numbers.
types.setTypeParser(20, Number)

/** Asks as one tenant through the views of schema st; tenant 0 is the platform. */
export interface Inspection {
  readonly carriers: readonly { readonly tenant: number; readonly slug: string }[]
  ask<Row extends object>(tenant: number, statement: Sql): Promise<readonly Row[]>
}

/** Looks at a database without a hub: read only, all of it as it was at one moment. For auditors: their role needs to read the views.
 *  Faults: those of databaseFault. */
export async function inspect<T>(url: string, work: (inspection: Inspection) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'steckwerk audit', types })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    const { rows: carriers } = await client.query<{ tenant: number; slug: string }>('select tenant, slug from st.carrier order by tenant')
    return await work({
      carriers,
      ask: async <Row extends object>(tenant: number, { text, values }: Sql) => {
        await client.query(`select set_config('st.tenant', $1, true)`, [String(tenant)])
        return (await client.query(text, [...values])).rows as Row[]
      },
    })
  } catch (thrown) {
    throw databaseFault(thrown)
  } finally {
    await client.end().catch(() => {})
  }
}
