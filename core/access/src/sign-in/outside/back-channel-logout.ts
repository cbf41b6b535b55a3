import { customFetch, createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose'
import { Fault, sql } from '@steckwerk/kernel'
import type { Outbound } from '../../outbound/outbound.ts'
import { systemCtx } from '../../system-ctx.ts'
import type { SignInParts } from '../sign-in-parts.ts'
import type { IdentityProviders } from './identity-providers.ts'
import type { OutsideIdentities } from './outside-identities.ts'
import { outsideSessionContext, type OutsideSession } from './provider-sign-in.ts'
import type { ProviderClients } from './provider-clients.ts'

export interface BackChannelLogout {
  /** A provider tells that a session of its, or all of somebody's, ended: those here end too. Said twice is an error.
   *  Faults: access/logout-token, access/provider-unreachable. */
  logOut(provider: string, logoutToken: string): Promise<void>
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const oldestSeconds = 300
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Source: OpenID Connect Back-Channel Logout 1.0, 2.6. */
export function createBackChannelLogout(parts: SignInParts, options: {
  readonly providers: IdentityProviders
  readonly clients: ProviderClients
  readonly identities: OutsideIdentities
  readonly outbound: Outbound
}): BackChannelLogout {
  const { store, sessions, seal } = parts
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>()
  const wrong = (cause?: unknown): Fault => new Fault('invalid', 'access/logout-token', 'The logout token does not hold.', { cause })

  function keysOf(uri: string): ReturnType<typeof createRemoteJWKSet> {
    const held = keySets.get(uri)
    if (held !== undefined) return held
    if (keySets.size > 1_000) keySets.clear()
    const keys = createRemoteJWKSet(new URL(uri), { timeoutDuration: 10_000, [customFetch]: (url, init) => options.outbound.fetch(url, init) })
    keySets.set(uri, keys)
    return keys
  }

  async function verified(id: string, token: string): Promise<JWTPayload> {
    const provider = await options.providers.find(id)
    if (provider === undefined) throw wrong()
    const { issuer, jwks_uri: keys } = (await options.clients.of(provider)).serverMetadata()
    if (keys === undefined) throw wrong()
    const { payload } = await jwtVerify(token, keysOf(keys), {
      issuer, audience: provider.clientId, algorithms: asymmetric, maxTokenAge: oldestSeconds, clockTolerance: 60, currentDate: new Date(parts.now()),
      requiredClaims: ['iat', 'jti', 'events'],
    }).catch((thrown: unknown) => {
      throw wrong(thrown)
    })
    const { events } = payload
    const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, logoutEvent)
    // An ID token must not be taken for a logout token.
    if (!isLogout || 'nonce' in payload || (payload.sub === undefined && typeof payload['sid'] !== 'string')) throw wrong()
    return payload
  }

  return {
    logOut: async (id, token) => {
      const { jti = '', sub, sid } = await verified(id, token)
      const now = parts.now()
      await store.write(systemCtx(now), async (w) => {
        await w.query(sql`delete from st.logout_token where expires_at < ${new Date(now)}`)
        const first = await w.query(sql`
          insert into st.logout_token (id, expires_at) values (${seal.mark('logout token', id, jti)}, ${new Date(now + 2 * oldestSeconds * 1000)})
          on conflict do nothing returning id`)
        if (first.length === 0) throw wrong()
        if (typeof sid === 'string') {
          await w.query(sql`delete from st.session where outside_sid = ${seal.mark('outside sid', id, sid)}`)
          return
        }
        const account = await options.identities.accountOf(w, id, sub ?? '')
        const rows = await w.query<{ id: Buffer; outside: Buffer }>(sql`select id, outside from st.session where account = ${account ?? ''} and outside is not null`)
        const ended = rows.filter(({ outside }) => seal.open<OutsideSession>(outside, outsideSessionContext).provider === id)
        for (const row of ended) await w.query(sql`delete from st.session where id = ${row.id}`)
      })
      sessions.forget()
    },
  }
}
