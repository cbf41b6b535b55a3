import { randomUUID } from 'node:crypto'
import type { AccountEventKind, AccountListener, HubSeal } from '@steckwerk/access'
import type { Writer } from '@steckwerk/store'
import { insertMail } from './mail-rows.ts'
import type { SecurityChange } from './templates.ts'

const dayMs = 86_400_000

/** What of an account's history is told by mail: whatever opens or closes a way in. Signing in is not: it would be told every day. */
const told: Readonly<Partial<Record<AccountEventKind, SecurityChange>>> = {
  'password-changed': 'password', 'passkey-added': 'passkey-added', 'passkey-removed': 'passkey-removed', 'totp-added': 'totp-added', 'totp-removed': 'totp-removed',
  'recovery-issued': 'recovery-issued', 'recovery-used': 'recovery-used',
}

/** Tells an account of a change to itself, within the caller's transaction: to its proven address and devices, or to an address that is named. */
export async function noteSecurity(writer: Pick<Writer, 'query'>, seal: HubSeal, about: { readonly account: string; readonly change: SecurityChange; readonly to?: string }, now: number): Promise<void> {
  const { account, change, to } = about
  await insertMail(writer, seal, {
    key: seal.mark('security', account, randomUUID()), account, topic: 'security', dueAt: now, expiresAt: now + 3 * dayMs,
    facts: { wording: 'security', house: '', path: to === undefined ? '/konto' : '/', change, ...(to === undefined ? {} : { to }) },
  }, now)
}

/** Hears what happens to accounts: the mail is there if and only if the change is. */
export const securityListener = (seal: HubSeal): AccountListener => async (writer, account, event, now) => {
  const change = told[event]
  if (change !== undefined) await noteSecurity(writer, seal, { account, change }, now)
}
