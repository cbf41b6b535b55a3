import { asTenant, type Ctx } from '@steckwerk/kernel'

/** The context of hub-wide tables (schema `base`, no tenant column). Tenant 0 is no carrier: a tenant view read with it is empty. */
export function systemCtx(now: number): Ctx {
  return { tenant: asTenant(0), carrier: '', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'access', now: new Date(now) }
}
