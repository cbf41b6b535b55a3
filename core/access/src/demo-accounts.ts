import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { sql } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Membership } from './contract.ts'
import { putMembership } from './people/memberships.ts'
import { platform } from './principal.ts'
import { hashPassword } from './sign-in/password.ts'
import { sharedSecret } from './shared-secret.ts'
import { systemCtx } from './system-ctx.ts'

// No 0 O 1 l I: the password is read from a screen.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

interface DemoAccount {
  /** Id of the account and what is typed at sign-in. */
  readonly account: string
  readonly name: string
  readonly memberships: readonly Membership[]
}

const demoAccounts: readonly DemoAccount[] = [
  { account: 'leitstand', name: 'Leitstand', memberships: [{ carrier: platform, roles: ['operator'], sites: 'all' }] },
  { account: 'station', name: 'Station', memberships: [{ carrier: platform, roles: ['clinician', 'ward-clerk'], sites: 'all' }] },
]

/** The demo's accounts with one password (79 random bits), kept in `<dataDir>/demo-password`. Returns the password, to be printed. */
export async function ensureDemoAccounts(options: {
  readonly store: Store
  readonly masterKey: Buffer
  readonly dataDir: string
  readonly now: number
}): Promise<string> {
  const path = join(options.dataDir, 'demo-password')
  const password = await sharedSecret({ ...options, name: 'demo-password', path, make: newPassword, form: /^\S{12,128}$/ }).ensure(options.now)
  await putDemoAccounts(options.store, demoAccounts, await hashPassword(password), options.now)
  return password
}

/** Creates or replaces accounts of the demo; one of the same name that is not the demo's stays as it is. */
async function putDemoAccounts(store: Store, accounts: readonly DemoAccount[], password: string, now: number): Promise<void> {
  const at = new Date(now)
  await store.write(systemCtx(now), async (w) => {
    for (const { account, name, memberships } of accounts) {
      const rows = await w.query(sql`
        insert into st.account (account, login, display, password, demo, created_at) values (${account}, ${account}, ${name}, ${password}, true, ${at})
        on conflict (account) do update set display = excluded.display, password = excluded.password where account.demo
        returning account`)
      if (rows.length === 0) continue
      for (const membership of memberships) await putMembership(w, account, membership, { by: 'Device/hub', at })
    }
  })
}
