import { hash, randomInt } from 'node:crypto'
import { sql } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'

export type SetupPurpose = 'setup' | 'recovery'

export interface SetupCode {
  /** XXXXX-XXXXX-XXXXX-XXXXX, 97 random bits; shown once, kept as a hash only. */
  readonly code: string
  readonly expiresAt: Date
}

// No 0 O 1 I U: codes are read from paper and told by telephone; 29 letters, so 20 of them are 97 bits.
const letters = '23456789ABCDEFGHJKLMNPQRSTVWX'
const newCode = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** The hash under which a code is kept; case, spaces and dashes do not count. undefined for what cannot be one. */
export function setupCodeHash(code: string): Buffer | undefined {
  const plain = code.replace(/[\s-]/g, '').toUpperCase()
  return /^[0-9A-Z]{20}$/.test(plain) ? hash('sha256', `setup-code ${plain}`, 'buffer') : undefined
}

/** A new code for an account; the former one of the same purpose ends. Within the caller's transaction. */
export async function issueSetupCode(
  writer: Pick<Writer, 'query'>, account: string, purpose: SetupPurpose, given: { readonly by: string; readonly at: Date; readonly hours: number },
): Promise<SetupCode> {
  const code = newCode()
  const expiresAt = new Date(given.at.getTime() + given.hours * 3_600_000)
  await writer.query(sql`
    insert into st.setup_code (code, account, purpose, created_at, created_by, expires_at)
    values (${setupCodeHash(code)}, ${account}, ${purpose}, ${given.at}, ${given.by}, ${expiresAt})
    on conflict (account, purpose) do update
      set code = excluded.code, created_at = excluded.created_at, created_by = excluded.created_by, expires_at = excluded.expires_at`)
  return { code, expiresAt }
}

/** Uses a code up: whose it was and what for; undefined for every code that does not hold (any more). Within the caller's transaction. */
export async function redeemSetupCode(
  writer: Pick<Writer, 'query'>, code: string, now: Date,
): Promise<{ readonly account: string; readonly purpose: SetupPurpose } | undefined> {
  const hashed = setupCodeHash(code)
  if (hashed === undefined) return undefined
  const rows = await writer.query<{ account: string; purpose: SetupPurpose }>(sql`
    delete from st.setup_code where code = ${hashed} and expires_at > ${now} returning account, purpose`)
  return rows[0]
}
