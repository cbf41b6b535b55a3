import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import type { Clock } from '@steckwerk/kernel'
import type { AppGrants } from './app-grants.ts'
import type { Launch, Launches, SlotLaunch } from './launches.ts'
import { saveGrant } from './new-grant.ts'
import { scopesWithin } from './scopes-within.ts'

/** What a frame may learn beside records: who looks, by the pseudonym of this client, and what the launch is about. */
const special: ReadonlySet<string> = new Set(['openid', 'fhirUser', 'launch'])

export interface SlotPorts {
  readonly launches: Launches
  readonly grants: AppGrants
  readonly clock: Clock
  readonly tokenMinutes: number
  readonly subjectOf: (client: string, account: string) => string
  /** Whether the portal's session still stands. */
  readonly isOpen: (account: string, session: string) => Promise<boolean>
}

/** Authorizes a frame of the portal by its launch alone: nobody is asked, no cookie counts. To be called once everything else about the request has been
 *  checked, just before it is answered. What may not be granted is left out. Throws the protocol's invalid_request, access_denied. */
export async function authorizeSlot(ctx: KoaContextWithOIDC, provider: Provider, id: string, launch: Launch & { readonly slot: SlotLaunch }, ports: SlotPorts): Promise<void> {
  const { oidc } = ctx
  const { slot, account, client, carrier, patient, encounter } = launch
  const params = oidc.params as { scope: string; resource: string; prompt?: string }
  if (params.prompt !== undefined && params.prompt !== 'none') throw new errors.InvalidRequest('nobody can be asked in a frame of the portal')
  if (!(await ports.isOpen(account, slot.session))) throw new errors.AccessDenied('the session of the portal has ended')
  if ((await ports.launches.take(id)) === undefined) throw new errors.InvalidRequest('the launch is unknown, used or expired')
  const { fhirUser, ...person } = slot.person
  const asked = params.scope.split(' ')
  const scopes = [...asked.filter((scope) => special.has(scope) && (scope !== 'fhirUser' || fhirUser !== undefined)), ...scopesWithin(asked, slot.scopes)]
  const { id: grant, subject } = await saveGrant({ ...ports, provider }, {
    // A minute for the code, and no token outlives it.
    resource: params.resource, lives: 60 + ports.tokenMinutes * 60,
    account, client, carrier, scopes, ...person, offline: false,
    ...(patient === undefined ? {} : { patient }), ...(encounter === undefined ? {} : { encounter }), ...(fhirUser === undefined ? {} : { fhirUser }),
    slot: { name: slot.name, session: slot.session, language: slot.language, ...(slot.appointment === undefined ? {} : { appointment: slot.appointment }) },
  })
  // From here on the provider sees somebody who is signed in and has agreed to exactly this.
  params.scope = scopes.join(' ')
  oidc.session!.loginAccount({ accountId: subject, amr: [...person.amr], transient: true })
  oidc.session!.grantIdFor(client, grant)
}
