import { asTenant, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'
import type { PersonKeys } from './person-keys.ts'

/** A person who acts for themselves or a relative. */
export interface PersonCall {
  readonly account: string
  /** To be shown. */
  readonly name: string
  readonly trace: string
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** The hub's own work at one carrier for a person. Actor and trace are others at each carrier, and the address is left out: a carrier's log, or
 *  the logs of all carriers laid side by side, must not tell that they speak of the same person. */
export function personCtx(keys: PersonKeys, carrier: Carrier, call: PersonCall): Ctx {
  return {
    tenant: asTenant(carrier.tenant),
    carrier: carrier.slug,
    actor: keys.actor(carrier.tenant, call.account),
    purpose: 'PATRQT',
    trace: keys.trace(carrier.tenant, call.trace),
    now: new Date(call.now),
  }
}
