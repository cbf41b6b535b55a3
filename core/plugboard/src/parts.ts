import type { Access } from '@steckwerk/access'
import { Fault, asTenant, reusedAnswers, type Clock, type Ctx, type Log } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { PlugActor } from './contract.ts'

/** What every part of the plugboard works with. */
export interface Parts {
  readonly store: Store
  readonly access: Pick<Access, 'audit' | 'decisions' | 'keys' | 'outbound' | 'smart'>
  readonly clock: Clock
  readonly log: Log
  /** Where people and services reach the hub, without a slash at the end; known once the hub listens. */
  readonly publicUrl: () => string
}

/** The hub's own work on tables of no carrier. */
export function hubCtx(clock: Clock): Ctx {
  return { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'plugboard', now: new Date(clock.now()) }
}

export function ctxAt(carrier: Carrier, by: PlugActor, clock: Clock): Ctx {
  return { tenant: carrier.tenant, carrier: carrier.slug, actor: by.actor, purpose: by.purpose, trace: by.trace, now: new Date(clock.now()) }
}

/** For what a service does of its own. */
export const actorOf = (plug: string): PlugActor => ({ actor: `Device/${plug}`, trace: 'plugboard', purpose: 'HOPERAT' })

/** Faults: plugboard/carrier-unknown. */
export async function carrierNamed(store: Store, slug: string): Promise<Carrier> {
  const carrier = await store.carrier(slug)
  if (carrier === undefined) throw new Fault('not-found', 'plugboard/carrier-unknown', 'There is no such carrier here.')
  return carrier
}

/** How long what other hubs may have changed is taken as known, in milliseconds; at this hub a change is known at once. */
export const reuseMs = 3_000

/** What is asked often and may be seconds old, all of it at once: an installation has dozens. */
export function reused<T>(clock: Clock, load: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  const answers = reusedAnswers<'all', T>({ clock, reuseMs })
  return { get: () => answers.of('all', load), forget: () => answers.forget() }
}
