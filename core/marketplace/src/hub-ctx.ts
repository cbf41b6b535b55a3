import { asTenant, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'

/** The context of tables that belong to no carrier. */
export function platformCtx(now: number): Ctx {
  return { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'marketplace', now: new Date(now) }
}

/** The hub's own work among one carrier's orders. */
export function orderCtx(carrier: Carrier, now: number): Ctx {
  return { ...platformCtx(now), tenant: carrier.tenant, carrier: carrier.slug }
}
