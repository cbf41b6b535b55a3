import { refreshTokenGrant, ResponseBodyError } from 'openid-client'
import { sql } from '@steckwerk/kernel'
import { systemCtx } from '../../system-ctx.ts'
import type { SignInParts } from '../sign-in-parts.ts'
import type { IdentityProviders } from './identity-providers.ts'
import type { ProviderClients } from './provider-clients.ts'
import { outsideSessionContext, type OutsideSession } from './provider-sign-in.ts'

export interface SessionCheck {
  /** Asks outside providers about sessions that were not asked about for five minutes: where a provider takes back its refresh token
   *  (invalid_grant), because an account was closed there, the session ends. A provider that does not answer ends nothing. Without a refresh token
   *  (scope offline_access) only back-channel logout and the session's own limits end it. True where something was asked. */
  checkOutsideSessions(): Promise<boolean>
}

const everyMs = 300_000
const atOnce = 20

export function createSessionCheck(parts: SignInParts, options: { readonly providers: IdentityProviders; readonly clients: ProviderClients }): SessionCheck {
  const { store, seal, sessions } = parts

  async function stillHolds(outside: OutsideSession): Promise<OutsideSession | 'ended' | 'unknown'> {
    const provider = await options.providers.find(outside.provider)
    if (provider === undefined) return 'ended'
    if (outside.refresh === undefined) return 'unknown'
    try {
      const tokens = await refreshTokenGrant(await options.clients.of(provider), outside.refresh)
      return tokens.refresh_token === undefined ? outside : { ...outside, refresh: tokens.refresh_token }
    } catch (thrown) {
      return thrown instanceof ResponseBodyError && thrown.error === 'invalid_grant' ? 'ended' : 'unknown'
    }
  }

  return {
    checkOutsideSessions: async () => {
      const now = parts.now()
      const ctx = systemCtx(now)
      // Taken by one hub at a time: a refresh token that is used twice ends at many providers.
      const rows = await store.write(ctx, (w) => w.query<{ id: Buffer; outside: Buffer }>(sql`
        update st.session set checked_at = ${new Date(now)} where id in (
          select id from st.session where outside is not null and checked_at <= ${new Date(now - everyMs)} order by checked_at limit ${atOnce} for update skip locked)
        returning id, outside`))
      await Promise.all(rows.map(async ({ id, outside }) => {
        const state = await stillHolds(seal.open<OutsideSession>(outside, outsideSessionContext))
        if (state === 'unknown') return
        await store.write(ctx, (w) => state === 'ended'
          ? w.query(sql`delete from st.session where id = ${id}`)
          : w.query(sql`update st.session set outside = ${seal.seal(state, outsideSessionContext)} where id = ${id}`))
        if (state === 'ended') sessions.forget()
      }))
      return rows.length > 0
    },
  }
}
