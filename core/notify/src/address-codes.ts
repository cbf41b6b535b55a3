import { randomInt, timingSafeEqual } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import { addressMark, provenAddress, putAddress } from './contacts.ts'
import type { Language } from './contract.ts'
import { hubCtx } from './hub-ctx.ts'
import { insertMail } from './mail-rows.ts'
import type { NotifyParts, Noting } from './parts.ts'
import { noteSecurity } from './security-mails.ts'

const goodForMs = 3_600_000
const dayMs = 86_400_000
/** So that nobody is flooded with codes: an account's in 24 hours, and an address's from whichever accounts. */
const codesOfAccount = 5
const codesOfAddress = 3
const mostFailures = 5

/** As mail servers take it without quoting; the rest tells the mail itself. */
const addressForm = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/

/** Proof that an address is the account's own: nothing but this code is ever sent to one that is not proven. */
export interface AddressCodes {
  // `noted` runs in the same transaction, so that what it writes down has happened.
  /** Faults: notify/address-form, notify/too-many-codes. */
  send(account: string, address: string, language: Language, noted?: Noting): Promise<void>
  /** Faults: notify/code-refused. */
  verify(account: string, code: string, noted?: Noting): Promise<void>
}

export function createAddressCodes({ store, clock, seal }: Pick<NotifyParts, 'store' | 'clock' | 'seal'>): AddressCodes {
  const hashOf = (account: string, code: string): Buffer => seal.mark('address-code', account, code)

  return {
    send: async (account, address, language, noted) => {
      if (address.length > 254 || address.indexOf('@') > 64 || !addressForm.test(address)) {
        throw new Fault('invalid', 'notify/address-form', 'This is no e-mail address that can be written to.', { at: 'address' })
      }
      const now = clock.now()
      const mark = addressMark(seal, address)
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      await store.write(hubCtx(now), async (w) => {
        // Two requests at once count each other.
        await w.lock([`address-code ${account}`, `address-code ${mark.toString('hex')}`])
        const [count] = await w.query<{ account: number; address: number }>(sql`
          select count(*) filter (where account = ${account})::int account, count(*) filter (where recipient = ${mark})::int address
          from st.mail where topic = 'code' and changed_at > ${new Date(now - dayMs)} and (account = ${account} or recipient = ${mark})`)
        if (count!.account >= codesOfAccount || count!.address >= codesOfAddress) {
          throw new Fault('throttled', 'notify/too-many-codes', 'Too many codes were asked for; try again tomorrow.')
        }
        // A former address learns at once that it is one: whoever holds it can still act.
        const former = await provenAddress(w, seal, account)
        if (former !== undefined && former.toLowerCase() !== address.toLowerCase()) await noteSecurity(w, seal, { account, change: 'address-replaced', to: former }, now)
        await putAddress(w, seal, account, { address, language, code: hashOf(account, code), expiresAt: new Date(now + goodForMs) }, new Date(now))
        await w.query(sql`update st.mail set state = 'expired', changed_at = ${new Date(now)} where account = ${account} and topic = 'code' and state = 'waiting'`)
        const key = seal.mark('code-mail', account, code, String(now))
        await insertMail(w, seal, {
          key, account, topic: 'code', dueAt: now, expiresAt: now + goodForMs, facts: { wording: 'code', house: '', path: '/konto/benachrichtigungen', language, code },
        }, now)
        await w.query(sql`update st.mail set recipient = ${mark} where key = ${key}`)
        await noted?.(w)
      })
    },

    verify: async (account, code, noted) => {
      const now = new Date(clock.now())
      const proven = await store.write(hubCtx(now.getTime()), async (w) => {
        const [row] = await w.query<{ code: Buffer }>(sql`
          select code from st.mail_account where account = ${account} and state = 'unverified' and code is not null
            and code_expires_at > ${now} and code_failures < ${mostFailures} for update`)
        if (row === undefined) return false
        const right = timingSafeEqual(row.code, hashOf(account, code))
        await w.query(right
          ? sql`update st.mail_account set state = 'verified', code = null, code_expires_at = null, code_failures = 0, changed_at = ${now} where account = ${account}`
          : sql`update st.mail_account set code_failures = code_failures + 1 where account = ${account}`)
        if (right) {
          await noteSecurity(w, seal, { account, change: 'address-added' }, now.getTime())
          await noted?.(w)
        }
        return right
      })
      if (!proven) throw new Fault('unprocessable', 'notify/code-refused', 'This code does not fit, has run out or was tried too often.', { at: 'code' })
    },
  }
}
