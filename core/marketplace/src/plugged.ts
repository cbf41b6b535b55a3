import { Fault, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { evidenceConcerns, requiredOf, requireEvidence, type EvidenceConcern } from './evidence.ts'
import { toldBy, type EvidenceRows, type KnownEvidence } from './evidence-rows.ts'
import type { Market } from './offered.ts'
import type { Evidence } from './offers.ts'
import { readPolicy } from './policy.ts'
import type { Plugged, Plugs } from './ports.ts'

/** A service that plugs in, with everything known of it. */
export interface PluggedService extends Omit<Plugged, 'evidence'> {
  /** Told by its manifest first, then what the operator has entered: for itself, and for the same service of a broker (where it is kept: no id here). */
  readonly evidence: readonly KnownEvidence[]
}

/** What carriers ask of services that they use without an order: the same as of an order. */
export interface PluggedMarket {
  list(): Promise<readonly PluggedService[]>
  /** By plug id, what the carrier's policy finds wanting or ending; those of which nothing is missing are left out. */
  concerns(ctx: Ctx): Promise<ReadonlyMap<string, readonly EvidenceConcern[]>>
  /** A service nobody knows is nobody's business here. Faults: marketplace/evidence-missing. */
  require(ctx: Ctx, plug: string): Promise<void>
  /** Of a service that is registered by its address; document: a PDF. Faults: marketplace/service-unknown, marketplace/document-form, marketplace/evidence-full. */
  addEvidence(plug: string, evidence: Evidence, by: string, document?: Uint8Array): Promise<KnownEvidence>
  /** Faults: marketplace/evidence-unknown. */
  removeEvidence(plug: string, id: string): Promise<void>
  /** Faults: marketplace/evidence-unknown. */
  document(plug: string, id: string): Promise<Buffer>
}

export function createPluggedMarket({ store, market, rows, plugs }: { readonly store: Store; readonly market: Market; readonly rows: EvidenceRows; readonly plugs: Plugs }): PluggedMarket {
  async function list(): Promise<readonly PluggedService[]> {
    const [all, offered, seen] = await Promise.all([plugs.list(), market.list(), rows.all()])
    return all.map((plug) => ({
      ...plug,
      // What a broker tells of it is no word of the service's own; what the operator has seen there is.
      evidence: [...toldBy(plug.evidence), ...seen.of({ plug: plug.id }), ...offered
        .filter(({ broker, offer }) => offer.name === plug.id && offer.id === plug.service && (plug.url !== undefined || broker.inside))
        .flatMap(({ evidence }) => evidence.filter(({ id }) => id !== null)).map((one) => ({ ...one, id: null, document: false }))],
    }))
  }

  const isInside = ({ url }: Pick<Plugged, 'url'>): boolean => url === undefined

  return {
    list,
    concerns: async (ctx) => {
      const [all, policy] = await Promise.all([list(), store.read(ctx, readPolicy)])
      return new Map(all.flatMap((plug) => {
        const found = evidenceConcerns(requiredOf(policy, plug, isInside(plug)), plug.evidence, ctx.now)
        return found.length === 0 ? [] : [[plug.id, found] as const]
      }))
    },
    require: async (ctx, id) => {
      const [plug, policy] = [(await list()).find((one) => one.id === id), await store.read(ctx, readPolicy)]
      if (plug !== undefined) requireEvidence(requiredOf(policy, plug, isInside(plug)), plug.evidence, ctx.now)
    },
    addEvidence: async (id, evidence, by, document) => {
      // What the hub itself offers has its evidence where it is ordered.
      const plug = (await plugs.list()).find((one) => one.id === id)
      if (plug === undefined || isInside(plug)) throw new Fault('not-found', 'marketplace/service-unknown', 'This service is not offered (any more).')
      return rows.add({ plug: id }, evidence, by, document)
    },
    removeEvidence: (plug, id) => rows.remove({ plug }, id),
    document: (plug, id) => rows.document({ plug }, id),
  }
}
