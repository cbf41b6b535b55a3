import type { Ctx } from '@steckwerk/kernel'
import type { Keys, Sealer } from '../keys.ts'
import { sealerOf, unseal } from '../seal.ts'

/** Facts of one entry, by name. */
export type AuditDetail = Readonly<Record<string, string>>

/** What an entry's facts are sealed for: they open at no other entry. */
export interface DetailPlace {
  readonly event: string
  readonly trace: string
  readonly at: number
}

export type SealDetail = (detail: AuditDetail, place: DetailPlace) => Buffer

export interface Details {
  /** Sealed with the carrier's key; those of the platform's own log (tenant 0) with the hub key. */
  sealer(ctx: Ctx): Promise<SealDetail>
  /** Faults: access/unseal. */
  open(ctx: Ctx, sealed: Buffer, place: DetailPlace): Promise<AuditDetail>
}

/** A search by POST may be megabytes long; so much of a fact is kept, in characters. */
const longest = 8_000

const contextOf = ({ event, trace, at }: DetailPlace): string => `audit ${event} ${trace} ${at}`

export function createDetails(options: { readonly keys: Keys; readonly hubKey: Buffer }): Details {
  const { keys, hubKey } = options
  const platform: Sealer = { number: 0, seal: sealerOf(hubKey, 0) }
  return {
    sealer: async (ctx) => {
      const sealer = ctx.tenant === 0 ? platform : await keys.sealer(ctx)
      return (detail, place) => {
        const kept = Object.fromEntries(Object.entries(detail).map(([name, text]) => [name, text.length > longest ? `${text.slice(0, longest)}…` : text]))
        return sealer.seal(Buffer.from(JSON.stringify(kept)), contextOf(place))
      }
    },
    open: async (ctx, sealed, place) => {
      const plain = ctx.tenant === 0 ? unseal(hubKey, sealed, contextOf(place)) : await keys.open(ctx, sealed, contextOf(place))
      return JSON.parse(plain.toString()) as AuditDetail
    },
  }
}
