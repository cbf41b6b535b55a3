import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { isRole, permissionsOfRoles, type Role } from './permissions.ts'
import type { Principal } from './principal.ts'
import { systemCtx } from './system-ctx.ts'

/** A person's account. */
export interface Account {
  readonly account: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly carriers: 'all' | readonly string[]
  /** See hashPassword. */
  readonly password: string
}

/** An account as the database gives it, to be selected as account, display, roles, carriers. */
export interface AccountRow {
  readonly account: string
  readonly display: string
  readonly roles: readonly string[]
  readonly carriers: readonly string[] | null
}

const purposes = { operator: 'HSYSADMIN', ward: 'TREAT', automation: 'HSYSADMIN' } as const satisfies Record<Role, string>

export function accountPrincipal(row: AccountRow): Principal {
  const roles = row.roles.filter(isRole)
  return {
    kind: 'session',
    actor: `Account/${row.account}`,
    account: row.account,
    name: row.display,
    roles,
    carriers: row.carriers ?? 'all',
    permissions: permissionsOfRoles(roles),
    purpose: purposes[roles.includes('ward') ? 'ward' : 'operator'],
  }
}

export const tokenPrincipal: Principal = Object.freeze({
  kind: 'token',
  actor: 'Device/operator-token',
  account: 'operator-token',
  name: 'operator-token',
  roles: ['automation'],
  carriers: 'all',
  permissions: permissionsOfRoles(['automation']),
  purpose: purposes.automation,
} satisfies Principal)

/** Creates or replaces accounts of the demo. */
export async function putDemoAccounts(store: Store, accounts: readonly Account[], now: number): Promise<void> {
  await store.write(systemCtx(now), async (w) => {
    for (const account of accounts) {
      const carriers = account.carriers === 'all' ? null : [...account.carriers]
      await w.query(sql`
        insert into st.account (account, display, roles, carriers, password, demo, created_at)
        values (${account.account}, ${account.name}, ${[...account.roles]}, ${carriers}, ${account.password}, true, ${new Date(now)})
        on conflict (account) do update
          set display = excluded.display, roles = excluded.roles, carriers = excluded.carriers, password = excluded.password
          where account.demo`)
    }
  })
}

/** Ends the demo's accounts and, with them, their sessions. */
export async function removeDemoAccounts(store: Store, now: number): Promise<void> {
  await store.write(systemCtx(now), (w) => w.query(sql`delete from st.account where demo`))
}

export async function passwordOf(store: Store, account: string, now: number): Promise<string | undefined> {
  const rows = await store.read(systemCtx(now), (r) =>
    r.query<{ password: string }>(sql`select password from st.account where account = ${account}`))
  return rows[0]?.password
}
