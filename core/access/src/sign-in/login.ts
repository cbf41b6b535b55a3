import { sql, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { createGate } from './gate.ts'
import type { LoginAttempts } from './login-attempts.ts'
import { verifyPassword } from './password.ts'
import type { Principal } from '../contract.ts'
import type { Sessions } from './sessions.ts'
import { systemCtx } from '../system-ctx.ts'

export type LoginResult =
  | { readonly kind: 'entered'; readonly session: string; readonly principal: Principal }
  /** Unknown account or wrong password: nobody is told which. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number }

export interface Login {
  login(input: { readonly account: string; readonly password: string; readonly address: string }): Promise<LoginResult>
}

export function createLogin(options: {
  readonly store: Store
  readonly clock: Clock
  readonly sessions: Sessions
  readonly attempts: LoginAttempts
}): Login {
  const { store, clock, sessions, attempts } = options
  const gate = createGate(2, 20)
  return {
    login: async ({ account, password, address }) => {
      const now = clock.now()
      const seconds = await attempts.begin(account, address, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const rows = await store.read(systemCtx(now), (r) =>
        r.query<{ account: string; password: string | null }>(sql`select account, password from st.account where login = ${account} and locked_at is null`))
      const right = await gate.run(() => verifyPassword(password, rows[0]?.password ?? undefined))
      if (right === undefined) return { kind: 'wait', seconds: 5 }
      if (!right || rows[0] === undefined) return { kind: 'refused' }
      await attempts.succeed(account, address, now)
      const session = await sessions.start(rows[0].account)
      const principal = await sessions.find(session)
      return principal === undefined ? { kind: 'refused' } : { kind: 'entered', session, principal }
    },
  }
}
