import { sql, type Sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import type { Membership, Principal } from './contract.ts'
import { platform } from './principal.ts'
import { isRole } from './roles.ts'

/** A person's account. What it may do comes from its memberships and, for patients and relatives, from its links. */
export interface Account {
  readonly account: string
  /** What is typed at sign-in. */
  readonly login: string | undefined
  readonly name: string
  readonly memberships: readonly Membership[]
  readonly locked: boolean
  readonly demo: boolean
}

/** A membership as JSON made by membershipsJson. */
interface MembershipRow {
  readonly carrier: string
  readonly roles: readonly string[]
  readonly sites: readonly string[] | null
}

/** An account as the database gives it, by the columns of `accountColumns`. */
export interface AccountRow {
  readonly account: string
  readonly login: string | null
  readonly display: string
  readonly demo: boolean
  readonly locked_at: Date | null
  readonly memberships: readonly MembershipRow[]
}

/** To be selected from st.account as `a`. */
export const accountColumns = sql`a.account, a.login, a.display, a.demo, a.locked_at, coalesce((
  select jsonb_agg(jsonb_build_object('carrier', m.carrier, 'roles', m.roles, 'sites', m.sites) order by m.carrier)
  from st.membership m where m.account = a.account and m.locked_at is null), '[]') as memberships`

export function accountOf(row: AccountRow): Account {
  return {
    account: row.account,
    login: row.login ?? undefined,
    name: row.display,
    memberships: row.memberships.map(({ carrier, roles, sites }) => ({ carrier, roles: roles.filter(isRole), sites: sites ?? 'all' })),
    locked: row.locked_at !== null,
    demo: row.demo,
  }
}

/** Who asks in a session of an account. `amr`: how it was proven (RFC 8176); `session`: its id in lists. */
export function accountPrincipal(account: Account, proof: { readonly amr: readonly string[]; readonly session?: string }): Principal {
  return {
    kind: 'session',
    actor: `Account/${account.account}`,
    account: account.account,
    name: account.name,
    memberships: account.memberships,
    ...proof,
  }
}

export const tokenPrincipal: Principal = Object.freeze({
  kind: 'token',
  actor: 'Device/operator-token',
  account: 'operator-token',
  name: 'operator-token',
  memberships: [{ carrier: platform, roles: ['automation'], sites: 'all' }],
  amr: [],
} satisfies Principal)

/** The account of this id; undefined where there is none. */
export async function findAccount(reader: Pick<Reader, 'query'>, account: string): Promise<Account | undefined> {
  const rows = await reader.query<AccountRow>(sql`select ${accountColumns} from st.account a where a.account = ${account}`)
  return rows[0] === undefined ? undefined : accountOf(rows[0])
}

/** The hash of the password of the account that meets a condition; undefined where there is no such account, or it has no password. */
export async function findPassword(reader: Pick<Reader, 'query'>, condition: Sql): Promise<string | undefined> {
  const rows = await reader.query<{ password: string | null }>(sql`select password from st.account where ${condition}`)
  return rows[0]?.password ?? undefined
}

/** The account that signs in by this name. */
export async function findAccountByLogin(reader: Pick<Reader, 'query'>, login: string): Promise<Account | undefined> {
  const rows = await reader.query<AccountRow>(sql`select ${accountColumns} from st.account a where a.login = ${login}`)
  return rows[0] === undefined ? undefined : accountOf(rows[0])
}
