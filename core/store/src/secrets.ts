import { Fault } from '@steckwerk/kernel'
import type { Database } from './connection/database.ts'

export interface Secrets {
  readonly hashKey: Uint8Array
  readonly idKey: Uint8Array
  readonly cursorKey: Uint8Array
}

/** This database's own keys. Faults: store/not-migrated. */
export async function readSecrets(database: Database): Promise<Secrets> {
  const { rows } = await database.plain({ text: 'select name, value from st.meta' })
  const values = new Map((rows as { name: string; value: Buffer }[]).map((row) => [row.name, row.value]))
  const secret = (name: string): Uint8Array => {
    const value = values.get(name)
    if (value === undefined) throw new Fault('internal', 'store/not-migrated', 'The database has not been migrated by this version.')
    return value
  }
  return { hashKey: secret('hash-key'), idKey: secret('id-key'), cursorKey: secret('cursor-key') }
}
