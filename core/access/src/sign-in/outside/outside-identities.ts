import { sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { HubSeal } from '../hub-seal.ts'

export const outsideContext = (account: string): string => `outside-identity ${account}`

/** Who an outside provider's people are here. */
export interface OutsideIdentities {
  accountOf(reader: Pick<Reader, 'query'>, provider: string, subject: string): Promise<string | undefined>
  /** Notes a use; makes the tie where there is none. False where another account has it. */
  use(writer: Pick<Writer, 'query'>, provider: string, subject: string, account: string, now: number): Promise<boolean>
}

export function createOutsideIdentities(seal: HubSeal): OutsideIdentities {
  const idOf = (provider: string, subject: string): Buffer => seal.mark('outside identity', provider, subject)
  return {
    accountOf: async (reader, provider, subject) => {
      const rows = await reader.query<{ account: string }>(sql`select account from st.outside_identity where id = ${idOf(provider, subject)}`)
      return rows[0]?.account
    },
    use: async (writer, provider, subject, account, now) => {
      const rows = await writer.query(sql`
        insert into st.outside_identity as o (id, account, provider, used_at)
        values (${idOf(provider, subject)}, ${account}, ${seal.seal(provider, outsideContext(account))}, ${new Date(now)})
        on conflict (id) do update set used_at = excluded.used_at where o.account = excluded.account
        returning account`)
      return rows.length === 1
    },
  }
}
