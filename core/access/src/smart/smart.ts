import type { Provider } from 'oidc-provider'
import { sql, type Clock, type Log } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { findAccount } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import type { HubSecrets } from '../hub-secrets.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { systemCtx } from '../system-ctx.ts'
import { createAppGrants, type AppGrant, type AppGrants } from './app-grants.ts'
import { createClientRegistry, type ClientRegistry } from './client-registry.ts'
import { createInteractions, type Interactions } from './interactions.ts'
import { createLaunches, type Launches } from './launches.ts'
import { subjectBy } from './new-grant.ts'
import { openOidcKeys } from './oidc-keys.ts'
import { createOidcRecords } from './oidc-records.ts'
import { hubSigned, newClientToken } from './own-tokens.ts'
import { parseScope } from './parse-scope.ts'
import { createSmartTokens } from './smart-tokens.ts'
import type { SmartScope } from './smart-grant.ts'

export interface SmartOptions {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: HubSecrets
  readonly outbound: Outbound
  /** Whether the account is signed in to the portal: anywhere, or by this session. */
  readonly isSignedIn: (account: string, session?: string) => Promise<boolean>
  readonly log?: Log | undefined
  /** Minutes an access token lives: 5 to 15. */
  readonly tokenMinutes?: number | undefined
  /** Days after which an app with offline_access must ask again. */
  readonly offlineDays?: number | undefined
}

/** The authorization server at one public origin. */
export interface AuthorizationServer {
  /** <origin>/oidc */
  readonly issuer: string
  readonly provider: Provider
  readonly interactions: Interactions
}

export interface Smart {
  readonly clients: ClientRegistry
  readonly launches: Launches
  readonly grants: AppGrants
  /** Whom an access token stands for. */
  find(token: string): Promise<Principal | undefined>
  /** What a client that acts for itself is registered for at a carrier. */
  rightsOf(client: string, carrier: string): Promise<readonly SmartScope[] | undefined>
  /** An access token of a backend client for what runs in the hub itself, as the token endpoint would give it for all it is registered for; it
   *  lives for five minutes. Faults: access/client-unknown. */
  tokenOf(client: string): Promise<string>
  /** A JWT (ES384) by the hub, to be verified by the keys at <origin>/oidc/jwks: iss = <origin>/oidc, iat, exp in a minute, jti. */
  sign(origin: string, claims: { readonly aud: string; readonly sub: string } & Readonly<Record<string, unknown>>): Promise<string>
  /** `origin`, e.g. https://hub.example: one for the hub; without a configured address, that of each loopback name it is reached by. */
  serverAt(origin: string): Promise<AuthorizationServer>
  /** Whose refresh token this is, of a public client: SMART lets these leave their client_id away. */
  publicClientOf(refreshToken: string): Promise<string | undefined>
  /** What somebody may do has changed: tokens are looked up anew here. */
  forget(): void
  /** New signing and cookie keys; the former ones go on for 15 minutes, and verify until the next rotation. */
  rotateKeys(): Promise<void>
}

/** Origins that are held ready: one configured, or the names of this machine with a port. */
const mostOrigins = 16

export async function openSmart(options: SmartOptions): Promise<Smart> {
  const { store, clock, log, tokenMinutes = 10, offlineDays = 90 } = options
  const keys = await openOidcKeys(options)
  const ended = (): void => tokens.forget()
  const records = createOidcRecords({ store, keys, clock, ended })
  const clients = createClientRegistry({ store, clock, outbound: options.outbound, ended })
  const grants = createAppGrants(records, clock)
  const launches = createLaunches(records, clock)
  const tokens = createSmartTokens({ store, clock, records, clients, grants, isOpen: options.isSignedIn })
  const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const servers = new Map<string, AuthorizationServer & { readonly version: string }>()

  async function stands(grant: AppGrant, refresh: boolean): Promise<boolean> {
    const { account, isFromOutside } = await store.read(systemCtx(clock.now()), async (r) => ({
      account: await findAccount(r, grant.account),
      isFromOutside: (await r.query(sql`
        select 1 from st.membership where account = ${grant.account} and carrier = ${grant.carrier} and provider is not null`)).length > 0,
    }))
    if (account === undefined || account.locked) return false
    if (grant.slot !== undefined && !(await options.isSignedIn(grant.account, grant.slot.session))) return false
    // Whether who comes by a carrier's own provider is still one of its staff is known only while that stands for a session of theirs.
    return !refresh || (grant.offline && !isFromOutside) || options.isSignedIn(grant.account)
  }

  return {
    clients,
    launches,
    grants,
    find: (token) => tokens.find(token),
    rightsOf: async (id, carrier) => {
      const client = await clients.find(id)
      if (client === undefined || client.disabled || client.carrier !== carrier) return undefined
      return client.scopes.map(parseScope).filter((scope) => scope !== undefined && scope.context === 'system') as SmartScope[]
    },
    tokenOf: (id) => newClientToken({ clients, records, clock, id }),
    sign: async (origin, claims) => hubSigned((await keys.current()).signing, `${origin}/oidc`, claims, clock.now()),
    serverAt: async (origin) => {
      const current = await keys.current()
      const held = servers.get(origin)
      if (held !== undefined && held.version === current.version) return held
      // Loaded when an app first comes: a hub without apps, and each command of the command line, starts without it.
      const { createProvider } = await import('./provider.ts')
      const provider = createProvider(origin, {
        records, clients, grants, launches, keys: current, outbound: options.outbound, log: log ?? silent, tokenMinutes, offlineDays, stands,
        holds: async (token) => (await tokens.find(token)) !== undefined,
        slots: { launches, grants, clock, tokenMinutes, subjectOf: subjectBy(keys), isOpen: options.isSignedIn },
      })
      const interactions = createInteractions({ provider, clients, launches, grants, keys, clock, offlineDays })
      if (servers.size >= mostOrigins) servers.clear()
      const made = { issuer: provider.issuer, provider, interactions, version: current.version }
      servers.set(origin, made)
      return made
    },
    publicClientOf: async (refreshToken) => {
      const id = (await records.get<{ clientId: string }>('RefreshToken', refreshToken))?.clientId
      return id !== undefined && (await clients.find(id))?.kind === 'public' ? id : undefined
    },
    forget: ended,
    rotateKeys: () => keys.rotate(),
  }
}
