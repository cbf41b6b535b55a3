import { sql } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import type { Membership } from '../contract.ts'

/** What stands behind a membership beside who and where. */
export interface Granted {
  /** Who gave it: an actor. */
  readonly by: string
  readonly at: Date
  /** The outside provider that manages it; undefined = managed here. */
  readonly provider?: string | undefined
}

/** Replaces what an account is at one carrier (or on the platform); no roles = nothing any more. Within the caller's transaction: whoever calls tells
 *  Decisions.forget afterwards. */
export async function putMembership(writer: Pick<Writer, 'query'>, account: string, membership: Membership, granted: Granted): Promise<void> {
  const { carrier, roles, sites } = membership
  if (roles.length === 0) {
    await writer.query(sql`delete from st.membership where account = ${account} and carrier = ${carrier}`)
    return
  }
  await writer.query(sql`
    insert into st.membership (account, carrier, roles, sites, provider, granted_at, granted_by)
    values (${account}, ${carrier}, ${[...new Set(roles)]}, ${sites === 'all' ? null : [...new Set(sites)]}, ${granted.provider ?? null}, ${granted.at}, ${granted.by})
    on conflict (account, carrier) do update set roles = excluded.roles, sites = excluded.sites, provider = excluded.provider`)
}
