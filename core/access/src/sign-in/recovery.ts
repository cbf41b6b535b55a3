import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import { findAccount, findAccountByLogin, type Account } from '../accounts.ts'
import type { AuditLog, OwnPatients, Principal } from '../contract.ts'
import { issueSetupCode } from '../people/setup-codes.ts'
import { permissionsAt, rolesAt } from '../principal.ts'
import { roles } from '../roles.ts'
import { systemCtx } from '../system-ctx.ts'
import { normalLogin } from './sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** Whose way in is to be set up anew: a person who stands at the desk, by what they type at sign-in and by their Patient; or staff. */
export type RecoveryFor = { readonly patient: string; readonly login: string } | { readonly account: string }

export interface Recoveries {
  /** A code for two hours (persons) or a day (staff), to be printed; a former one ends. Nothing changes until it is used; then all factors and
   *  sessions of before end. The person finds it in their account's history.
   *  The desk must have seen an identity document. A person's code needs person.desk and a link of that account to that Patient as themselves;
   *  staff's needs people.manage and the right to give every role the account has, all of them at this carrier: otherwise a desk could take over
   *  the account of somebody who may do more than it, here or elsewhere.
   *  Faults: access/no-account: nobody of this carrier, or not theirs to recover: nobody is told which. */
  issueRecovery(ctx: Ctx, carrier: Carrier, by: Principal, target: RecoveryFor): Promise<{ readonly code: string; readonly expiresAt: Date }>
}

const hours = { person: 2, staff: 24 } as const

export function createRecoveries(parts: SignInParts, options: { readonly audit: AuditLog; readonly ownPatients: OwnPatients }): Recoveries {
  const { store, history } = parts
  const none = (): Fault => new Fault('not-found', 'access/no-account', 'Nobody of this carrier signs in as that.')

  function mayRecoverStaff(by: Principal, carrier: Carrier, account: Account): boolean {
    const given = new Set<string>(rolesAt(by, carrier.slug).flatMap((role) => [...roles[role].manages]))
    return permissionsAt(by, carrier.slug).has('people.manage') && account.memberships.length > 0
      && account.memberships.every((membership) => membership.carrier === carrier.slug && membership.roles.every((role) => given.has(role)))
  }

  async function accountOf(carrier: Carrier, by: Principal, target: RecoveryFor): Promise<Account | undefined> {
    const ctx = systemCtx(parts.now())
    if ('account' in target) {
      const account = await store.read(ctx, (r) => findAccount(r, target.account))
      return account !== undefined && mayRecoverStaff(by, carrier, account) ? account : undefined
    }
    if (!permissionsAt(by, carrier.slug).has('person.desk')) return undefined
    const account = await store.read(ctx, (r) => findAccountByLogin(r, normalLogin(target.login)))
    // Asked for an account that is not there, too: how long the answer takes tells nothing.
    const own = await options.ownPatients.of(account?.account ?? 'nobody', carrier)
    const isTheirs = own.some(({ patient, relation }) => patient === target.patient && relation === 'self')
    return account !== undefined && account.memberships.length === 0 && isTheirs ? account : undefined
  }

  return {
    issueRecovery: async (ctx, carrier, by, target) => {
      const account = await accountOf(carrier, by, target)
      if (account === undefined || account.locked || account.demo) {
        await options.audit.record(ctx, { event: 'code-issued', outcome: 'refused', ...patientOf(target), detail: { kind: 'recovery' } })
        throw none()
      }
      await options.audit.record(ctx, { event: 'code-issued', ...patientOf(target), detail: { kind: 'recovery' } })
      const staff = 'account' in target
      const now = parts.now()
      return store.write(systemCtx(now), async (w) => {
        // Who issued it stands in the carrier's log: beside a person's account it would tell which hospital knows them.
        const by = staff ? ctx.actor : 'Device/desk'
        const issued = await issueSetupCode(w, account.account, 'recovery', { by, at: new Date(now), hours: staff ? hours.staff : hours.person })
        await w.query(sql`delete from st.setup_code where account = ${account.account} and purpose = 'setup'`)
        await history.add(w, account.account, { event: 'recovery-issued', outcome: 'success', device: '', network: '', methods: [], about: carrier.name }, now)
        return issued
      })
    },
  }
}

const patientOf = (target: RecoveryFor): { readonly type?: string; readonly id?: string; readonly patients?: readonly string[] } =>
  'patient' in target ? { type: 'Patient', id: target.patient, patients: [target.patient] } : {}
