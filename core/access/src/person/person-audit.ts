import type { Ctx } from '@steckwerk/kernel'
import type { Store, Writer } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'

/** The access log as this folder needs it. */
export interface PersonAudit extends AuditLog {
  /** Makes sure that an entry can be sealed. */
  ready(ctx: Ctx): Promise<unknown>
}

/** A transaction that notes entries. What seals them is made ready before. Opening a key may mean asking a key service. And a carrier that was
 *  added a moment ago at another hub, or whose keys were just destroyed, has none yet: one is written in a transaction of its own, and
 *  transactions that wait inside others for a connection could wait for each other. */
export async function writeNoted<T>(store: Store, audit: PersonAudit, ctx: Ctx, work: (writer: Writer) => Promise<T>): Promise<T> {
  await audit.ready(ctx)
  return store.write(ctx, work)
}
