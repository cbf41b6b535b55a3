import { sql } from '@steckwerk/kernel'
import type { Reader, Store, Writer } from '@steckwerk/store'
import { Secret, TOTP } from 'otpauth'
import { systemCtx } from '../system-ctx.ts'
import type { HubSeal } from './hub-seal.ts'

/** Time-based one-time codes: SHA-1, 6 digits, 30 seconds, as every authenticator app does. Source: RFC 6238. */
const periodSeconds = 30
/** Steps before and after the hub's clock that are accepted. */
const drift = 1

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Steckwerk', label, algorithm: 'SHA1', digits: 6, period: periodSeconds, secret: Secret.fromBase32(secret) })

export interface TotpDraft {
  /** Base32 of 20 random bytes. */
  readonly secret: string
  readonly uri: string
}

export function draftTotp(label: string): TotpDraft {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: totpOf(secret, label).toString() }
}

/** The step a code belongs to, or undefined. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: drift })
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta
}

export interface TotpFactors {
  put(writer: Writer, account: string, secret: string, step: number, now: number): Promise<void>
  remove(writer: Writer, account: string): Promise<void>
  addedAt(reader: Reader, account: string): Promise<Date | undefined>
  /** Whether the code is right and newer than any accepted before, which it then is no longer. */
  accepts(account: string, code: string, now: number): Promise<boolean>
}

const contextOf = (account: string): string => `totp ${account}`

export function createTotpFactors(store: Store, seal: HubSeal): TotpFactors {
  return {
    put: async (writer, account, secret, step, now) => {
      await writer.query(sql`
        insert into st.totp (account, secret, last_step, added_at)
        values (${account}, ${seal.seal(secret, contextOf(account))}, ${step}, ${new Date(now)})
        on conflict (account) do update set secret = excluded.secret, last_step = excluded.last_step, added_at = excluded.added_at`)
    },
    remove: async (writer, account) => {
      await writer.query(sql`delete from st.totp where account = ${account}`)
    },
    addedAt: async (reader, account) => {
      const rows = await reader.query<{ added_at: Date }>(sql`select added_at from st.totp where account = ${account}`)
      return rows[0]?.added_at
    },
    accepts: async (account, code, now) => {
      const ctx = systemCtx(now)
      const rows = await store.read(ctx, (r) => r.query<{ secret: Buffer }>(sql`select secret from st.totp where account = ${account}`))
      const sealed = rows[0]?.secret
      if (sealed === undefined) return false
      const step = stepOf(seal.open<string>(sealed, contextOf(account)), code, now)
      if (step === undefined) return false
      // The condition makes one of two simultaneous uses lose, and an older step too.
      const taken = await store.write(ctx, (w) => w.query(sql`
        update st.totp set last_step = ${step} where account = ${account} and secret = ${sealed} and last_step < ${step} returning account`))
      return taken.length === 1
    },
  }
}
