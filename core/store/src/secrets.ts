import { Fault } from '@steckwerk/kernel'
import type { Database } from './connection/database.ts'

export interface Secrets {
  readonly hashKey: Uint8Array
  /** In hex. */
  readonly idKey: string
  readonly cursorKey: Uint8Array
}

type Ask = (text: string) => Promise<unknown[]>

/** This database's own keys. Faults: store/not-migrated. */
export function readSecrets(database: Database): Promise<Secrets> {
  return readSecretsOf(async (text) => (await database.plain({ text })).rows)
}

/** The same over whatever asks the database. */
export async function readSecretsOf(ask: Ask): Promise<Secrets> {
  const rows = (await ask('select name, value from st.meta')) as { name: string; value: Buffer }[]
  const values = new Map(rows.map((row) => [row.name, row.value]))
  const secret = (name: string): Uint8Array => {
    const value = values.get(name)
    if (value === undefined) throw new Fault('internal', 'store/not-migrated', 'The database has not been migrated by this version.')
    return value
  }
  return { hashKey: secret('hash-key'), idKey: Buffer.from(secret('id-key')).toString('hex'), cursorKey: secret('cursor-key') }
}
