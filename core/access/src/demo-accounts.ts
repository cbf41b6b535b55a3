import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { Store } from '@steckwerk/store'
import { putDemoAccounts } from './accounts.ts'
import { hashPassword } from './sign-in/password.ts'
import { sharedSecret } from './shared-secret.ts'

// No 0 O 1 l I: the password is read from a screen.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** The demo's two accounts with one password (79 random bits), kept in `<dataDir>/demo-password`. Returns the password, to be printed. */
export async function ensureDemoAccounts(options: {
  readonly store: Store
  readonly masterKey: Buffer
  readonly dataDir: string
  readonly now: number
}): Promise<string> {
  const path = join(options.dataDir, 'demo-password')
  const password = await sharedSecret({ ...options, name: 'demo-password', path, make: newPassword, form: /^\S{12,128}$/ }).ensure(options.now)
  const hashed = await hashPassword(password)
  await putDemoAccounts(options.store, [
    { account: 'leitstand', name: 'Leitstand', roles: ['operator'], carriers: 'all', password: hashed },
    { account: 'station', name: 'Station', roles: ['ward'], carriers: 'all', password: hashed },
  ], options.now)
  return password
}
