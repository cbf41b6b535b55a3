import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { Fault, type Clock } from '@steckwerk/kernel'
import type { Principal } from '../contract.ts'
import type { AppGrants } from './app-grants.ts'
import type { ClientRegistry, SmartClient } from './client-registry.ts'
import type { Launch, Launches } from './launches.ts'
import { saveGrant, subjectBy } from './new-grant.ts'
import type { OidcKeys } from './oidc-keys.ts'
import { onlineHours } from './online-hours.ts'

/** An authorization that waits for a person. */
export interface PendingAuthorization {
  readonly uid: string
  readonly client: SmartClient
  readonly scopes: readonly string[]
  /** Where the app wants the browser back. */
  readonly redirectUri: string
  /** What it was opened with from the portal. */
  readonly launch: Launch | undefined
}

/** What the person decided. */
export interface Consented {
  readonly principal: Principal
  /** Each one asked for, or a narrower one. */
  readonly scopes: readonly string[]
  readonly patient: string | undefined
  readonly fhirUser: string | undefined
}

export interface Interactions {
  /** The authorization that this browser began. Faults: access/interaction-gone. */
  find(req: IncomingMessage, res: ServerResponse): Promise<PendingAuthorization>
  /** Where the browser goes on. Faults: access/interaction-gone. */
  confirm(req: IncomingMessage, res: ServerResponse, consented: Consented): Promise<string>
  refuse(req: IncomingMessage, res: ServerResponse): Promise<string>
}

/** The moment between an app's request and its answer. Bound to the browser by the provider's signed cookie. */
export function createInteractions(options: {
  readonly provider: Provider
  readonly clients: ClientRegistry
  readonly launches: Launches
  readonly grants: AppGrants
  readonly keys: OidcKeys
  readonly clock: Clock
  readonly offlineDays: number
}): Interactions {
  const { provider, clients, launches, grants, keys, clock } = options
  const gone = (cause?: unknown): Fault =>
    new Fault('not-found', 'access/interaction-gone', 'This request of an app is no longer open. Open the app again.', { cause })

  async function load(req: IncomingMessage, res: ServerResponse) {
    const interaction = await provider.interactionDetails(req, res).catch((thrown: unknown) => { throw gone(thrown) })
    const params = interaction.params as { readonly client_id: string; readonly scope: string; readonly redirect_uri: string; readonly resource: string; readonly launch?: string }
    const client = await clients.find(params.client_id)
    if (client === undefined || client.disabled) throw gone()
    const launch = params.launch === undefined ? undefined : await launches.get(params.launch)
    if (params.launch !== undefined && launch === undefined) throw gone()
    return { interaction, params, client, launch }
  }

  return {
    find: async (req, res) => {
      const { interaction, params, client, launch } = await load(req, res)
      return { uid: interaction.uid, client, scopes: params.scope.split(' '), redirectUri: params.redirect_uri, launch }
    },

    confirm: async (req, res, { principal, scopes, patient, fhirUser }) => {
      const { interaction, params, client, launch } = await load(req, res)
      if (params.launch !== undefined && (launch?.account !== principal.account || (await launches.take(params.launch)) === undefined)) throw gone()
      const offline = scopes.includes('offline_access')
      const { id, subject } = await saveGrant({ provider, grants, clock, subjectOf: subjectBy(keys) }, {
        resource: params.resource, lives: offline ? options.offlineDays * 86_400 : onlineHours * 3_600,
        account: principal.account, client: client.id, carrier: client.carrier, scopes, name: principal.name, amr: principal.amr, offline,
        ...(patient === undefined ? {} : { patient }),
        ...(launch?.encounter === undefined ? {} : { encounter: launch.encounter }),
        ...(fhirUser === undefined ? {} : { fhirUser }),
      })
      // What was narrowed counts as what was asked for, from here on.
      interaction.params = { ...interaction.params, scope: scopes.join(' ') }
      await interaction.persist()
      return provider.interactionResult(req, res, {
        login: { accountId: subject, amr: [...principal.amr], remember: false },
        consent: { grantId: id },
      }, { mergeWithLastSubmission: false })
    },

    refuse: async (req, res) => {
      await load(req, res)
      return provider.interactionResult(req, res, { error: 'access_denied', error_description: 'the person refused' }, { mergeWithLastSubmission: false })
    },
  }
}
