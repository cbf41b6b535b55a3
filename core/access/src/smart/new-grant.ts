import type { Provider } from 'oidc-provider'
import type { Clock } from '@steckwerk/kernel'
import type { AppGrant, AppGrants } from './app-grants.ts'
import type { OidcKeys } from './oidc-keys.ts'
import { specialScopes } from './special-scopes.ts'

export interface NewGrant extends Pick<AppGrant, 'account' | 'client' | 'carrier' | 'scopes' | 'name' | 'amr' | 'offline' | 'patient' | 'encounter' | 'fhirUser' | 'slot'> {
  /** The FHIR base its tokens are for. */
  readonly resource: string
  /** Seconds. */
  readonly lives: number
}

/** Keeps what is granted, for the provider and beside it; its id, and the account's name towards the client. */
export async function saveGrant(parts: { readonly provider: Provider; readonly grants: AppGrants; readonly subjectOf: (client: string, account: string) => string; readonly clock: Clock }, made: NewGrant): Promise<{ readonly id: string; readonly subject: string }> {
  const { provider, grants, clock } = parts
  const { resource, lives, ...granted } = made
  const now = clock.now()
  const subject = parts.subjectOf(granted.client, granted.account)
  const grant = new provider.Grant({ accountId: subject, clientId: granted.client, expiresIn: lives } as ConstructorParameters<Provider['Grant']>[0])
  grant.addOIDCScope(granted.scopes.filter((scope) => specialScopes.has(scope)).join(' '))
  grant.addResourceScope(resource, granted.scopes.join(' '))
  const id = await grant.save()
  await grants.put({ ...granted, id, subject, grantedAt: now, usedAt: now, endsAt: now + lives * 1000 })
  return { id, subject }
}

/** Another name at each client, so that two of them cannot compare whom they know. */
export const subjectBy = (keys: OidcKeys) => (client: string, account: string): string => keys.mac(`subject ${client} ${account}`).toString('base64url')
