import { asTenant, type Ctx } from '@steckwerk/kernel'
import type { Carrier } from '@steckwerk/store'

/** The context of hub-wide tables (schema `base`, no tenant column). Tenant 0 is no carrier: a tenant view read with it is empty. */
export function systemCtx(now: number): Ctx {
  return { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'access', now: new Date(now) }
}

/** The hub's own work among one carrier's data, seeing all of it. */
export function carrierCtx(carrier: Carrier, now: number): Ctx {
  return { ...systemCtx(now), tenant: carrier.tenant, carrier: carrier.slug }
}
