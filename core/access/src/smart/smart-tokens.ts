import { hash } from 'node:crypto'
import { reusedAnswers, type Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { accountPrincipal, findAccount } from '../accounts.ts'
import type { Principal } from '../contract.ts'
import { systemCtx } from '../system-ctx.ts'
import type { AppGrants } from './app-grants.ts'
import type { ClientRegistry, SmartClient } from './client-registry.ts'
import type { OidcRecords } from './oidc-records.ts'
import { parseScope } from './parse-scope.ts'
import { isRegistered } from './registered-scopes.ts'
import type { SmartScope } from './smart-grant.ts'

export interface SmartTokens {
  /** Whom an access token stands for; undefined once expired or revoked, or where its client or account is closed. */
  find(token: string): Promise<Principal | undefined>
  /** Something ended: nothing of before is reused here. */
  forget(): void
}

/** What the provider stores of an access token. */
interface TokenPayload {
  readonly clientId: string
  readonly grantId?: string
  readonly scope?: string
  /** Seconds since 1970 UTC. */
  readonly exp: number
}

/** How long an answer is reused: a token revoked at another hub may live on here for so long. */
const reuseMs = 3_000

export function createSmartTokens(options: {
  readonly store: Store
  readonly clock: Clock
  readonly records: OidcRecords
  readonly clients: ClientRegistry
  readonly grants: AppGrants
  /** Whether a session of the portal stands. */
  readonly isOpen: (account: string, session: string) => Promise<boolean>
}): SmartTokens {
  const { store, clock, records, clients, grants, isOpen } = options
  const known = reusedAnswers<string, Principal | undefined>({ clock, reuseMs, most: 10_000 })

  function ofClient(client: SmartClient, scopes: readonly SmartScope[]): Principal {
    return {
      kind: 'client', actor: `Device/${client.id}`, account: client.id, name: client.name, memberships: [], amr: [],
      grant: { client: client.id, clientName: client.name, carrier: client.carrier, scopes },
    }
  }

  async function load(token: string, now: number): Promise<Principal | undefined> {
    const payload = (await records.get<TokenPayload>('AccessToken', token)) ?? (await records.get<TokenPayload>('ClientCredentials', token))
    if (payload === undefined || payload.exp * 1000 <= now) return undefined
    const client = await clients.find(payload.clientId)
    if (client === undefined || client.disabled) return undefined
    const texts = (payload.scope ?? '').split(' ')
    const parsed = (kept: readonly string[]): SmartScope[] => kept.map(parseScope).filter((scope) => scope !== undefined)
    if (payload.grantId === undefined) return ofClient(client, parsed(texts))
    const grant = await grants.get(payload.grantId)
    if (grant === undefined || (grant.slot !== undefined && !(await isOpen(grant.account, grant.slot.session)))) return undefined
    // What the client is registered for may have been cut since.
    const scopes = parsed(texts.filter((scope) => isRegistered(client, scope)))
    const account = await store.read(systemCtx(now), (r) => findAccount(r, grant.account))
    if (account === undefined || account.locked) return undefined
    return {
      ...accountPrincipal(account, { amr: grant.amr }),
      kind: 'client',
      grant: {
        client: client.id, clientName: client.name, carrier: client.carrier, scopes,
        ...(grant.patient === undefined ? {} : { patient: grant.patient }),
        ...(grant.encounter === undefined ? {} : { encounter: grant.encounter }),
      },
    }
  }

  return {
    find: (token) => /^[A-Za-z0-9_-]{43}$/.test(token) ? known.of(hash('sha256', token, 'base64'), (now) => load(token, now)) : Promise.resolve(undefined),
    forget: () => known.forget(),
  }
}
