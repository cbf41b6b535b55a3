import pg from 'pg'
import { Fault, type Sql } from '@steckwerk/kernel'
import { databaseFault } from './connection/faults.ts'

/** Runs statements of one transaction and gives their rows. */
export type OwnerQuery = <Row extends object>(statement: Sql) => Promise<Row[]>

/** One transaction as the database's owner, beyond every wall: for the rare acts that the hub's role has no right to.
 *  Faults: store/unavailable, and what `work` throws; then nothing has been changed. */
export async function asOwner<T>(ownerUrl: string, work: (query: OwnerQuery) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'steckwerk owner' })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin')
    const result = await work(async <Row extends object>({ text, values }: Sql) => (await client.query<Row>(text, [...values])).rows)
    await client.query('commit')
    return result
  } catch (error) {
    throw error instanceof Fault ? error : databaseFault(error)
  } finally {
    // Ending the connection takes back what was not committed.
    await client.end().catch(() => {})
  }
}
