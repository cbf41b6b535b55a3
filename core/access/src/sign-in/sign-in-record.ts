import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import { platform } from '../principal.ts'
import type { AccountEventKind, AccountHistory, Method } from './account-history.ts'
import { networkOf } from './network.ts'
import type { Visitor } from './visitor.ts'

export interface Happened {
  readonly event: AccountEventKind
  readonly methods?: readonly Method[]
  readonly about?: string
}

/** How the access log names what the account's history tells. */
const auditCode: Readonly<Record<AccountEventKind, string>> = {
  'sign-in': 'sign-in', 'confirm': 'sign-in', 'sign-out': 'sign-out', 'session-ended': 'sign-out', 'password-changed': 'factor-changed',
  'totp-added': 'factor-changed', 'totp-removed': 'factor-changed', 'passkey-added': 'factor-changed', 'passkey-removed': 'factor-changed',
  'recovery-issued': 'code-issued', 'recovery-used': 'recovery', 'set-up': 'factor-changed', 'account-closed': 'people-changed',
}

/** Writes down what happens to accounts: in the access log of the platform (tenant 0), the sign-ins of staff in their carriers' logs too, and in the
 *  account's own history. What cannot be written down does not happen. */
export interface SignInRecord {
  ctxOf(visitor: Visitor, account?: string): Ctx
  /** Within the transaction that does it. */
  note(writer: Writer, visitor: Visitor, account: string, happened: Happened): Promise<void>
  success(visitor: Visitor, account: string, happened: Happened): Promise<void>
  /** A refused attempt: by name, whether or not somebody has it; the same statements either way. */
  refused(visitor: Visitor, attempt: { readonly login?: string; readonly account?: string } & Happened): Promise<void>
}

export function createSignInRecord(options: {
  readonly store: Store
  readonly now: () => number
  readonly history: AccountHistory
  readonly audit: AuditLog
}): SignInRecord {
  const { store, history, audit } = options

  const ctxOf = (visitor: Visitor, account?: string): Ctx => ({
    tenant: asTenant(0), carrier: '', actor: account === undefined ? 'Device/unknown' : `Account/${account}`, purpose: 'HSYSADMIN', trace: visitor.trace,
    now: new Date(options.now()), address: visitor.address,
  })
  const eventOf = (visitor: Visitor, { event, methods = [], about = '' }: Happened, outcome: 'success' | 'refused') => ({
    event, outcome, methods, about, device: visitor.device, network: networkOf(visitor.address),
  })
  /** The access log is not told what something was about: it might be a carrier. */
  const detailOf = (visitor: Visitor, { event, methods = [] }: Happened): Record<string, string> => ({ what: event, methods: methods.join(' '), device: visitor.device })

  async function note(writer: Writer, visitor: Visitor, account: string, happened: Happened): Promise<void> {
    await history.add(writer, account, eventOf(visitor, happened, 'success'), options.now())
    await audit.note(writer, ctxOf(visitor, account), { event: auditCode[happened.event], outcome: 'success', detail: detailOf(visitor, happened) })
  }

  return {
    ctxOf,
    note,
    success: async (visitor, account, happened) => {
      const ctx = ctxOf(visitor, account)
      const carriers = await store.write(ctx, async (w) => {
        await note(w, visitor, account, happened)
        return w.query<{ carrier: string }>(sql`select carrier from st.membership where account = ${account} and carrier <> ${platform}`)
      })
      for (const { carrier: slug } of carriers) {
        const carrier = await store.carrier(slug)
        if (carrier === undefined) continue
        await audit.record({ ...ctx, tenant: carrier.tenant, carrier: slug }, { event: auditCode[happened.event], detail: detailOf(visitor, happened) })
      }
    },
    refused: async (visitor, { login, account, ...happened }) => {
      const ctx = ctxOf(visitor, account)
      await store.write(ctx, async (w) => {
        if (login !== undefined) await history.addRefused(w, login, eventOf(visitor, happened, 'refused'), options.now())
        else if (account !== undefined) await history.add(w, account, eventOf(visitor, happened, 'refused'), options.now())
        await audit.note(w, ctx, { event: 'sign-in-refused', outcome: 'refused', detail: detailOf(visitor, happened) })
      })
    },
  }
}
