import type { Ctx } from '@steckwerk/kernel'

/** Seals bytes with the carrier's data key. `context` names what is sealed and is authenticated with it, so that a
 *  sealed message moved to another place does not open. */
export interface Sealer {
  /** Of the key it seals with; newer ones have higher numbers. */
  readonly number: number
  seal(plain: Uint8Array, context: string): Buffer
}

/** What the ingest needs of the keys: access gives it, tests give their own. */
export interface Keys {
  sealer(ctx: Ctx): Promise<Sealer>
  /** Faults: access/unseal where key or context do not fit. */
  open(ctx: Ctx, sealed: Buffer, context: string): Promise<Buffer>
}
