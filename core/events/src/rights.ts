import type { Access, Decision } from '@steckwerk/access'
import { bothViews, type Clock, type Ctx, type View } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'

/** Whose Subscription it is, and what its maker could see when making it. */
export interface Owner {
  readonly actor: string
  /** The SMART client that made it for itself; null = the operator's token, or the hub. */
  readonly client: string | null
  /** A View as JSON. */
  readonly view: string | null
}

/** What owners of Subscriptions may see now. */
export interface Rights {
  /** The context to read in for the owner; undefined = may enter the carrier no more. The same view for as long as nothing changes. */
  ctxOf(owner: Owner, carrier: Carrier): Promise<Ctx | undefined>
}

/** Decides anew at each call: a client that was disabled, or whose scopes were narrowed, sees accordingly less. */
export function createRights(options: { readonly access: Pick<Access, 'smart' | 'decisions'>; readonly clock: Clock }): Rights {
  const { access, clock } = options
  const joined = new WeakMap<Decision, Map<string, View>>()

  function viewOf(decision: Decision, then: string | null): View | undefined {
    if (decision.view === undefined) return then === null ? undefined : (JSON.parse(then) as View)
    if (then === null) return decision.view
    let known = joined.get(decision)
    if (known === undefined) joined.set(decision, (known = new Map<string, View>()))
    let view = known.get(then)
    if (view === undefined) known.set(then, (view = JSON.stringify(decision.view) === then ? decision.view : bothViews(decision.view, JSON.parse(then) as View)))
    return view
  }

  return {
    ctxOf: async ({ actor, client, view: then }, carrier) => {
      const base = { tenant: carrier.tenant, carrier: carrier.slug, actor, trace: 'subscription', now: new Date(clock.now()) }
      if (client === null) return { ...base, purpose: 'HSYSADMIN' }
      const scopes = await access.smart.rightsOf(client, carrier.slug)
      if (scopes === undefined) return undefined
      const decision = await access.decisions.decide({
        kind: 'client', actor, account: client, name: client, memberships: [], amr: [], grant: { client, clientName: client, carrier: carrier.slug, scopes },
      }, carrier)
      if (decision === undefined) return undefined
      const view = decision.permissions.has('fhir.read') ? viewOf(decision, then) : { rules: [] }
      return { ...base, purpose: decision.purpose, client, ...(view === undefined ? {} : { view }) }
    },
  }
}
