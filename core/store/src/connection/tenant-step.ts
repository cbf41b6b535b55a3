import type { Tenant } from '@steckwerk/kernel'
import type { Step } from './steps.ts'

/** `set_config(…, true)` holds until the end of the transaction: under one Sync, that is the group itself. */
export const tenantStep = (tenant: Tenant): Step => ({
  name: 'st_tenant',
  text: `select set_config('st.tenant', $1, true)`,
  values: [String(tenant)],
})
