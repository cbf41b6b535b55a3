import { sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { isRole, type Role } from '../roles.ts'

/** Somebody with roles at one carrier, or on the platform. */
export interface Person {
  readonly account: string
  readonly login: string | undefined
  readonly name: string
  readonly roles: readonly Role[]
  readonly sites: 'all' | readonly string[]
  readonly since: Date
  /** invited = has not set up a way in yet. */
  readonly state: 'active' | 'invited' | 'locked'
  readonly managed: 'here' | 'provider' | 'demo'
}

interface PersonRow {
  readonly account: string
  readonly login: string | null
  readonly display: string
  readonly roles: readonly string[]
  readonly sites: readonly string[] | null
  readonly granted_at: Date
  readonly locked: boolean
  readonly invited: boolean
  readonly provider: string | null
  readonly demo: boolean
}

const personOf = (row: PersonRow): Person => ({
  account: row.account,
  login: row.login ?? undefined,
  name: row.display,
  roles: row.roles.filter(isRole),
  sites: row.sites ?? 'all',
  since: row.granted_at,
  state: row.locked ? 'locked' : row.invited ? 'invited' : 'active',
  managed: row.provider !== null ? 'provider' : row.demo ? 'demo' : 'here',
})

const columns = sql`a.account, a.login, a.display, m.roles, m.sites, m.granted_at, m.locked_at is not null or a.locked_at is not null as locked,
  exists (select from st.setup_code c where c.account = a.account and c.purpose = 'setup') as invited, m.provider, a.demo`

/** Those with one of the roles at a carrier whose name or sign-in name holds the text, by name. `after`: the account of the page before's last. */
export async function peopleOf(
  reader: Pick<Reader, 'query'>, carrier: string, roles: readonly Role[],
  page: { readonly text: string; readonly count: number; readonly after?: string | undefined },
): Promise<readonly Person[]> {
  const rows = await reader.query<PersonRow>(sql`
    select ${columns} from st.membership m join st.account a using (account)
    where m.carrier = ${carrier} and m.roles && ${[...roles]}::text[]
      and (${page.text} = '' or position(${page.text.toLowerCase()} in translate(lower(a.display), 'ÄÖÜ', 'äöü') || ' ' || coalesce(a.login, '')) > 0)
      and (${page.after ?? ''} = '' or (lower(a.display), a.account) > (select lower(l.display), l.account from st.account l where l.account = ${page.after ?? ''}))
    order by lower(a.display), a.account limit ${page.count}`)
  return rows.map(personOf)
}

/** One of them by id or sign-in name; undefined where they have no role at this carrier. */
export async function personAt(reader: Pick<Reader, 'query'>, carrier: string, account: string): Promise<Person | undefined> {
  const rows = await reader.query<PersonRow>(sql`
    select ${columns} from st.membership m join st.account a using (account)
    where m.carrier = ${carrier} and (a.account = ${account} or a.login = ${account})`)
  return rows.map(personOf)[0]
}
