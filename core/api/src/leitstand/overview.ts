import type { Ctx } from '@steckwerk/kernel'
import type { Ingest } from '@steckwerk/ingest'
import type { Carrier } from '@steckwerk/store'
import type { CarrierOverview } from './contract.ts'

/** One carrier's part of the overview. */
export async function carrierOverview(ingest: Ingest, ctx: Ctx, carrier: Carrier): Promise<CarrierOverview> {
  return { carrier: carrier.slug, name: carrier.name, ...(await ingest.connectors(ctx)) }
}
