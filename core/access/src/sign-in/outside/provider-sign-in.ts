import { randomUUID } from 'node:crypto'
import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { sql, type Fault } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import { putMembership } from '../../people/memberships.ts'
import { enter, type SignInResult } from '../entry.ts'
import { pendingMs, refused } from '../sign-in.ts'
import type { SignInParts } from '../sign-in-parts.ts'
import type { Visitor } from '../visitor.ts'
import { claimText, rolesOfClaims } from './claim-rules.ts'
import type { IdentityProvider, IdentityProviders } from './identity-providers.ts'
import type { OutsideIdentities } from './outside-identities.ts'
import type { ProviderClients } from './provider-clients.ts'

export interface ProviderSignIn {
  /** Where the browser is to go, and what it is to keep; undefined = there is no such provider. `fresh`: the person shall prove again who they are.
   *  Faults: access/provider-unreachable. */
  start(id: string, asked: { readonly redirectUri: string; readonly to: string; readonly fresh: boolean }): Promise<{ readonly url: string; readonly pending: string } | undefined>
  /** The browser came back to `url`. `to` = where it wanted to go. */
  finish(id: string, pending: string | undefined, url: URL, visitor: Visitor): Promise<{ readonly result: SignInResult; readonly to: string }>
}

/** What is kept of a browser that went to a provider; used once. */
interface Facts {
  readonly provider: string
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly to: string
  readonly fresh: boolean
}

/** Sealed with the session. */
export interface OutsideSession {
  readonly provider: string
  readonly refresh?: string
}

export const outsideSessionContext = 'outside-session'

/** What a verified KVNR is told to, with each sign-in that has one. */
export type VerifiedInsurances = (account: string, insurance: { readonly kvnr: string; readonly birthDate?: string }) => Promise<void>

/** Authorization code with PKCE, state and nonce. Accounts are made at the first sign-in, roles are those of the claims at each one.
 *  Source: OpenID Connect Core 1.0, 3.1; RFC 9700. */
export function createProviderSignIn(parts: SignInParts, options: {
  readonly providers: IdentityProviders
  readonly clients: ProviderClients
  readonly identities: OutsideIdentities
  readonly verifiedInsurance: VerifiedInsurances
  readonly changed: (account: string) => void
  readonly ended: (account: string, carrier: string) => Promise<void>
}): ProviderSignIn {
  const { store, pending, record, seal } = parts
  const { providers, clients, identities } = options

  /** The account of this subject with the roles of its claims: `entered`; `ended` where it has none any more; neither where it may not enter. */
  async function account(
    w: Writer, provider: IdentityProvider, subject: string, claims: Readonly<Record<string, unknown>>, now: number,
  ): Promise<{ readonly entered?: string; readonly ended?: string }> {
    const mapped = provider.audience === 'staff' ? rolesOfClaims(claims, provider.rules) : undefined
    const known = await identities.accountOf(w, provider.id, subject)
    if (provider.audience === 'staff' && mapped === undefined) {
      if (known !== undefined) {
        await w.query(sql`delete from st.membership where account = ${known} and provider = ${provider.id}`)
        await parts.sessions.endAllIn(w, known)
      }
      return known === undefined ? {} : { ended: known }
    }
    const id = known ?? randomUUID()
    const name = nameOf(claims)
    if (known === undefined) {
      await w.query(sql`insert into st.account (account, display, demo, created_at) values (${id}, ${name}, false, ${new Date(now)})`)
    } else {
      await w.query(sql`update st.account set display = ${name} where account = ${id} and not demo`)
    }
    if (!(await identities.use(w, provider.id, subject, id, now))) return {}
    if (mapped !== undefined) {
      await putMembership(w, id, { carrier: provider.carrier, ...mapped }, { by: 'Device/identity-provider', at: new Date(now), provider: provider.id })
    }
    return { entered: id }
  }

  return {
    start: async (id, { redirectUri, to, fresh }) => {
      const provider = await providers.find(id)
      if (provider === undefined) return undefined
      const configuration = await clients.of(provider)
      const facts: Facts = { provider: id, redirectUri, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to, fresh }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri, scope: [...new Set(['openid', ...provider.scopes])].join(' '), state: facts.state, nonce: facts.nonce,
        code_challenge: await calculatePKCECodeChallenge(facts.verifier), code_challenge_method: 'S256', ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
      })
      const secret = pending.newSecret()
      await pending.put<Facts>(secret, 'provider', { account: undefined, facts }, pendingMs, parts.now())
      return { url: url.href, pending: secret }
    },

    finish: async (id, secret, url, visitor) => {
      const now = parts.now()
      const taken = secret === undefined ? undefined : await pending.take<Facts>(secret, 'provider', now)
      const provider = await providers.find(id)
      const facts = taken?.facts
      const no = async (): Promise<{ result: SignInResult; to: string }> => {
        await record.refused(visitor, { event: 'sign-in', methods: ['provider'] })
        return { result: refused, to: facts?.to ?? '/' }
      }
      if (provider === undefined || facts === undefined || facts.provider !== id) return no()
      const back = new URL(facts.redirectUri)
      back.search = url.search
      const tokens = await clients.of(provider).then((configuration) => authorizationCodeGrant(configuration, back, {
        pkceCodeVerifier: facts.verifier, expectedState: facts.state, expectedNonce: facts.nonce, idTokenExpected: true, ...(facts.fresh ? { maxAge: 60 } : {}),
      })).catch((thrown: unknown) => {
        // Refused there, forged, or expired: told apart in no answer. That the provider cannot be reached is another matter.
        if ((thrown as Partial<Fault>).code === 'access/provider-unreachable') throw thrown
        return undefined
      })
      const claims = tokens?.claims()
      if (tokens === undefined || claims === undefined) return no()
      const { entered: found, ended } = await store.write(record.ctxOf(visitor), (w) => account(w, provider, claims.sub, claims, now))
      if (ended !== undefined) {
        options.changed(ended)
        await options.ended(ended, provider.carrier)
      }
      if (found === undefined) return no()
      options.changed(found)
      const kvnr = provider.kvnrClaim === '' ? undefined : claimText(claims, provider.kvnrClaim)
      const birthDate = claimText(claims, 'birthdate')
      if (kvnr !== undefined) await options.verifiedInsurance(found, { kvnr, ...(birthDate === undefined ? {} : { birthDate }) })
      const outside: OutsideSession = { provider: id, ...(tokens.refresh_token === undefined ? {} : { refresh: tokens.refresh_token }) }
      const sid = typeof claims['sid'] === 'string' ? seal.mark('outside sid', id, claims['sid']) : undefined
      // By which hospital's provider a person came is told to the person, not to the access log.
      const result = await enter(parts, visitor, {
        account: found, methods: ['provider'], attempts: [], about: provider.name, outside: { sid, sealed: seal.seal(outside, outsideSessionContext) },
      })
      return { result, to: facts.to }
    },
  }
}

function nameOf(claims: Readonly<Record<string, unknown>>): string {
  const whole = [claimText(claims, 'given_name'), claimText(claims, 'family_name')].filter((part) => part !== undefined).join(' ')
  const name = [claimText(claims, 'name'), whole, claimText(claims, 'preferred_username')].find((text) => text !== undefined && text.trim() !== '')
  return (name ?? 'Unbenannt').trim().slice(0, 200)
}
