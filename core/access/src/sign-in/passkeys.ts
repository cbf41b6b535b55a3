import { sql } from '@steckwerk/kernel'
import type { Reader, Store, Writer } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import type { KnownPasskey, NewPasskeyFacts } from './webauthn.ts'

export interface PasskeyItem {
  /** base64url. */
  readonly id: string
  readonly name: string
  readonly addedAt: Date
  readonly usedAt: Date | undefined
  readonly synced: boolean
  readonly rpId: string
}

export interface StoredPasskey extends KnownPasskey {
  readonly account: string
  readonly name: string
}

/** The passkeys of all accounts, by their credential ids. */
export interface Passkeys {
  list(reader: Reader, account: string): Promise<readonly PasskeyItem[]>
  /** To be offered or left out by the browser; those of one place. */
  known(account: string, rpId: string, now: number): Promise<readonly KnownPasskey[]>
  find(id: string, now: number): Promise<StoredPasskey | undefined>
  /** False where some account has it already. */
  add(writer: Writer, passkey: NewPasskeyFacts & { readonly account: string; readonly rpId: string; readonly name: string }, now: number): Promise<boolean>
  /** Notes a use; false where another use was quicker: its counter has moved on. */
  used(passkey: StoredPasskey, counter: number, synced: boolean, now: number): Promise<boolean>
  rename(account: string, id: string, name: string, now: number): Promise<boolean>
  /** The name of what was removed. */
  remove(writer: Writer, account: string, id: string): Promise<string | undefined>
}

interface Row {
  readonly id: Buffer
  readonly account: string
  readonly rp_id: string
  readonly name: string
  readonly public_key: Buffer
  readonly counter: string | number
  readonly transports: string[]
  readonly synced: boolean
  readonly added_at: Date
  readonly used_at: Date | null
}

const idBytes = (id: string): Buffer => Buffer.from(id, 'base64url')

function stored(row: Row): StoredPasskey {
  return {
    id: row.id.toString('base64url'), account: row.account, name: row.name, publicKey: Uint8Array.from(row.public_key), counter: Number(row.counter),
    transports: row.transports,
  }
}

export function createPasskeys(store: Store): Passkeys {
  const columns = sql`id, account, rp_id, name, public_key, counter, transports, synced, added_at, used_at`
  return {
    list: async (reader, account) => {
      const rows = await reader.query<Row>(sql`select ${columns} from st.passkey where account = ${account} order by added_at`)
      return rows.map((row) => ({
        id: row.id.toString('base64url'), name: row.name, addedAt: row.added_at, usedAt: row.used_at ?? undefined, synced: row.synced, rpId: row.rp_id,
      }))
    },
    known: async (account, rpId, now) => {
      const rows = await store.read(systemCtx(now), (r) =>
        r.query<Row>(sql`select ${columns} from st.passkey where account = ${account} and rp_id = ${rpId}`))
      return rows.map(stored)
    },
    find: async (id, now) => {
      const rows = await store.read(systemCtx(now), (r) => r.query<Row>(sql`select ${columns} from st.passkey where id = ${idBytes(id)}`))
      return rows[0] === undefined ? undefined : stored(rows[0])
    },
    add: async (writer, { id, account, rpId, name, publicKey, counter, transports, synced }, now) => {
      const rows = await writer.query(sql`
        insert into st.passkey (id, account, rp_id, name, public_key, counter, transports, synced, added_at)
        values (${idBytes(id)}, ${account}, ${rpId}, ${name}, ${Buffer.from(publicKey)}, ${counter}, ${[...transports]}, ${synced}, ${new Date(now)})
        on conflict (id) do nothing returning account`)
      return rows.length === 1
    },
    used: async (passkey, counter, synced, now) => {
      const rows = await store.write(systemCtx(now), (w) => w.query(sql`
        update st.passkey set counter = ${counter}, synced = ${synced}, used_at = ${new Date(now)}
        where id = ${idBytes(passkey.id)} and counter = ${passkey.counter} returning account`))
      return rows.length === 1
    },
    rename: async (account, id, name, now) => {
      const rows = await store.write(systemCtx(now), (w) =>
        w.query(sql`update st.passkey set name = ${name} where account = ${account} and id = ${idBytes(id)} returning account`))
      return rows.length === 1
    },
    remove: async (writer, account, id) => {
      const rows = await writer.query<{ name: string }>(sql`delete from st.passkey where account = ${account} and id = ${idBytes(id)} returning name`)
      return rows[0]?.name
    },
  }
}
