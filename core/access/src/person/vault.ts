import { sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { PersonKeys } from './person-keys.ts'

/** Where one of an account's links lies. */
export interface VaultEntry {
  readonly tenant: number
  readonly link: string
}

/** Sealed vaults are a multiple of this long: 1 to about 60 links look the same. */
const blockBytes = 4096
const contextOf = (account: string): string => `person-vault ${account}`

/** The account's own list of its links. Only the hub can open it, and does so only for the account. */
export interface Vaults {
  read(reader: Reader, account: string): Promise<readonly VaultEntry[]>
  /** In the transaction that makes the link. */
  add(writer: Writer, account: string, entry: VaultEntry): Promise<void>
  remove(writer: Writer, account: string, links: readonly string[]): Promise<void>
  /** Writes it anew, in a transaction after the link's own, so that the two rows do not bear one transaction's number. */
  renew(writer: Writer, account: string): Promise<void>
  drop(writer: Writer, account: string): Promise<void>
}

export function createVaults(keys: PersonKeys): Vaults {
  function sealed(account: string, entries: readonly VaultEntry[]): Buffer {
    const text = JSON.stringify(entries)
    return keys.seal(text.padEnd(Math.ceil((Buffer.byteLength(text) + 1) / blockBytes) * blockBytes), contextOf(account))
  }

  const opened = (account: string, row: { sealed: Buffer } | undefined): readonly VaultEntry[] =>
    row === undefined ? [] : (JSON.parse(keys.open(row.sealed, contextOf(account))) as VaultEntry[])

  async function change(writer: Writer, account: string, to: (entries: readonly VaultEntry[]) => readonly VaultEntry[]): Promise<void> {
    const rows = await writer.query<{ sealed: Buffer }>(sql`select sealed from st.person_vault where account = ${account} for update`)
    await writer.query(sql`update st.person_vault set sealed = ${sealed(account, to(opened(account, rows[0])))} where account = ${account}`)
  }

  return {
    read: async (reader, account) => {
      const rows = await reader.query<{ sealed: Buffer }>(sql`select sealed from st.person_vault where account = ${account}`)
      return opened(account, rows[0])
    },
    add: async (writer, account, entry) => {
      await writer.query(sql`insert into st.person_vault (account, sealed) values (${account}, ${sealed(account, [])}) on conflict do nothing`)
      await change(writer, account, (entries) => [...entries, entry])
    },
    remove: (writer, account, links) => change(writer, account, (entries) => entries.filter(({ link }) => !links.includes(link))),
    renew: (writer, account) => change(writer, account, (entries) => entries),
    drop: async (writer, account) => {
      await writer.query(sql`delete from st.person_vault where account = ${account}`)
    },
  }
}
