import { asTenant, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'

/** Of tables across carriers; a carrier's view read with it is empty. */
export function hubCtx(now: number): Ctx {
  return { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'notify', now: new Date(now) }
}

export function carrierCtx(carrier: Carrier, now: number): Ctx {
  return { ...hubCtx(now), tenant: carrier.tenant, carrier: carrier.slug }
}
