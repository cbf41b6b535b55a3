import type { Access } from '@steckwerk/access'
import { Fault, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import { createMarketplace, insideFetch, storedInstances, type Grants, type Marketplace, type Plugs } from '@steckwerk/marketplace'
import type { Notify } from '@steckwerk/notify'
import { createBroker, type BrokerHandler, type BrokerService, type Plug } from '@steckwerk/plug'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'
import { evidenceNews } from './evidence-news.ts'

export interface Ordering {
  readonly marketplace: Marketplace
  /** The hub's own services as a broker. */
  readonly broker: BrokerHandler
}

/** Ordering as the hub composes it: its own services are ordered by the same protocol as anybody else's, and what is ordered is granted. */
export function openOrdering({ store, clock, log, access, plugboard, plugs, notify }: {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly access: Access
  readonly plugboard: Plugboard
  readonly plugs: readonly Plug[]
  readonly notify: Notify
}): Ordering {
  const { lifecycle } = plugboard
  // What serves networks alone is no carrier's to order.
  const services: readonly BrokerService[] = plugs.filter(({ manifest }) => manifest.serves.includes('carrier')).map(({ manifest }) => ({
    manifest,
    provision: (order) => lifecycle.provision(manifest.id, order),
    deprovision: (order) => lifecycle.deprovision(manifest.id, order),
    exitExport: (order) => lifecycle.exitExport(manifest.id, order),
  }))
  // The broker proves itself with what the marketplace derives, and the marketplace asks the broker.
  const broker: BrokerHandler = (request) => handler(request)
  const marketplace = createMarketplace({
    store, clock, log, seal: access.sealFor('marketplace'), keys: access.keys, outbound: access.outbound, grants: grantsOf(plugboard),
    counts: { of: async ({ carrier }, month) => (await plugboard.usage.of(carrier, { from: month, to: month })).map(({ plug, metric, amount }) => ({ service: plug, metric, amount })) },
    plugs: plugsOf(plugboard), news: evidenceNews({ access, notify }),
    inside: insideFetch(broker),
  })
  const handler = createBroker({ services: () => services, instances: storedInstances(store, clock), ...marketplace.insideCredentials })
  return { marketplace, broker }
}

function grantsOf({ grants }: Plugboard): Grants {
  const by = ({ actor, trace, purpose }: Ctx) => ({ actor, trace, purpose })
  return {
    grant: async (ctx, { name, instance, scopes, parameters }) => {
      await grants.grant(ctx.carrier, name, { ...(scopes.length === 0 ? {} : { scopes }), parameters, instance }, by(ctx)).catch(ifNoPlug)
    },
    revoke: async (ctx, { name }) => {
      await grants.revoke(ctx.carrier, name, by(ctx)).catch(ifNoPlug)
    },
  }
}

function plugsOf(plugboard: Plugboard): Plugs {
  return {
    list: async () => (await plugboard.list()).map(({ id, url, manifest: { service, name, vendor, scopes, evidence } }) => ({ id, url, service, title: name, vendor: vendor.name, scopes, evidence })),
    unordered: async (carrier) => (await plugboard.grants.ofCarrier(carrier)).filter(({ instance }) => instance === undefined).map(({ plug }) => plug),
  }
}

/** A broker may offer what plugs into nothing here: storage, a messenger. */
function ifNoPlug(thrown: unknown): void {
  if (!(thrown instanceof Fault) || thrown.code !== 'plugboard/plug-unknown') throw thrown
}
