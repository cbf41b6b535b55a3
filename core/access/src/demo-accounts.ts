import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import { demoAccounts, type DemoAccount } from './demo-account-list.ts'
import type { HubSecrets } from './hub-secrets.ts'
import { putMembership } from './people/memberships.ts'
import type { Links } from './person/links.ts'
import { hashPassword } from './sign-in/password.ts'
import { sharedSecret } from './shared-secret.ts'
import type { AppGrants } from './smart/app-grants.ts'
import { systemCtx } from './system-ctx.ts'

// No 0 O 1 l I: the password is read from a screen.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** The demo's accounts with one password (79 random bits), kept in `<dataDir>/demo-password`. Returns the password, to be printed. */
export async function ensureDemoAccounts(options: {
  readonly store: Store
  readonly secrets: HubSecrets
  readonly dataDir: string
  readonly now: number
}): Promise<string> {
  const path = join(options.dataDir, 'demo-password')
  const password = await sharedSecret({ ...options, name: 'demo-password', path, make: newPassword, form: /^\S{12,128}$/ }).ensure(options.now)
  await putDemoAccounts(options.store, password, options.now)
  return password
}

async function putDemoAccounts(store: Store, password: string, now: number, before?: (w: Writer) => Promise<unknown>): Promise<void> {
  const hashed = await hashPassword(password)
  await store.write(systemCtx(now), async (w) => {
    await before?.(w)
    for (const one of demoAccounts) await putDemoAccount(w, one, hashed, new Date(now))
  })
}

/** Makes the account or gives it the password again; one of the same name that is not the demo's stays as it is. What it was given or taken since it
 *  was made stays, too. */
async function putDemoAccount(w: Writer, { account, name, memberships }: DemoAccount, password: string, at: Date): Promise<void> {
  const made = await w.query(sql`
    insert into st.account (account, login, display, password, password_at, demo, created_at)
    values (${account}, ${account}, ${name}, ${password}, ${at}, true, ${at})
    on conflict do nothing returning account`)
  if (made.length === 0) {
    await w.query(sql`update st.account set display = ${name}, password = ${password} where account = ${account} and demo`)
    return
  }
  for (const membership of memberships) await putMembership(w, account, membership, { by: 'Device/hub', at })
}

export interface DemoPeople {
  /** Puts every account of the demo back: sessions, factors, apps and links to hospitals end, the password and the roles are the first ones. Accounts
   *  of others are left alone. */
  reset(trace: string): Promise<void>
}

export interface DemoPeopleOptions {
  readonly store: Store
  readonly clock: Clock
  readonly links: Pick<Links, 'forget'>
  readonly grants: Pick<AppGrants, 'revokeAll'>
  /** Hears that everybody's rights may be others now. */
  readonly changed: () => void
}

export function createDemoPeople(options: DemoPeopleOptions, password: string): DemoPeople {
  const { store, clock, changed } = options
  return {
    reset: async (trace) => {
      for (const { account } of await liveDemoAccounts(store, clock.now())) await endWhatHangsOn(options, account, trace)
      // What belongs to an account goes with it: sessions, factors, codes, its vault.
      await putDemoAccounts(store, password, clock.now(), (w) => w.query(sql`delete from st.account where demo`))
      changed()
    },
  }
}

/** Where the demo is off, its accounts (everybody may know their password) are closed and their links end. */
export async function closeDemoAccounts(options: DemoPeopleOptions, log: Log | undefined): Promise<void> {
  const { store, clock, changed } = options
  const live = await liveDemoAccounts(store, clock.now())
  if (live.length === 0) return
  for (const { account } of live) await endWhatHangsOn(options, account, 'demo-off')
  await store.write(systemCtx(clock.now()), (w) => w.query(sql`delete from st.account where demo`))
  changed()
  log?.warn('access.demo-accounts-closed', { count: live.length })
}

const liveDemoAccounts = (store: Store, now: number): Promise<readonly { readonly account: string }[]> =>
  store.read(systemCtx(now), (r) => r.query<{ account: string }>(sql`select account from st.account where demo`))

async function endWhatHangsOn({ links, grants, clock }: Pick<DemoPeopleOptions, 'links' | 'grants' | 'clock'>, account: string, trace: string): Promise<void> {
  await links.forget({ account, name: '', trace, now: clock.now() })
  await grants.revokeAll(account)
}
