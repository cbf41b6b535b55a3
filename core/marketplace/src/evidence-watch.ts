import { createHash } from 'node:crypto'
import type { Ctx } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import { evidenceConcerns, requiredOf, type EvidenceConcern } from './evidence.ts'
import { orderCtx } from './hub-ctx.ts'
import type { Market } from './offered.ts'
import { isOver, listOrders } from './order-rows.ts'
import type { PluggedMarket } from './plugged.ts'
import { readPolicy } from './policy.ts'
import type { EvidenceNews, Plugs } from './ports.ts'

const dayMs = 86_400_000
/** Days before the end at which a carrier is told, the last one first. */
const stages = [14, 60]

/** Which notice is due; undefined = none yet. */
export function stageOf({ why, expires }: EvidenceConcern, now: Date): string | undefined {
  if (expires === undefined) return undefined
  if (why === 'expired') return 'expired'
  const days = (Date.parse(expires) - now.getTime()) / dayMs
  const stage = stages.find((one) => days <= one)
  return stage === undefined ? undefined : `in ${stage}`
}

/** Looks whether evidence that carriers ask for ends at services they use, and has it told. Nothing is cut off: what runs, runs on. */
export function createEvidenceWatch({ store, market, plugged, plugs, news, now }: {
  readonly store: Store
  readonly market: Market
  readonly plugged: PluggedMarket
  readonly plugs: Plugs
  readonly news: EvidenceNews
  readonly now: () => number
}): Job {
  /** What a carrier uses, by a name of its own, and what is wanting of it. */
  async function used(ctx: Ctx): Promise<readonly (readonly [string, readonly EvidenceConcern[]])[]> {
    const { policy, orders } = await store.read(ctx, async (r) => ({ policy: await readPolicy(r), orders: await listOrders(r) }))
    const [offered, unordered, concerns] = await Promise.all([market.list(), plugs.unordered(ctx.carrier), plugged.concerns(ctx)])
    return [
      ...orders.filter(({ state }) => !isOver(state)).flatMap((order) => {
        const found = offered.find(({ broker, offer }) => broker.id === order.broker && offer.id === order.service)
        return found === undefined ? [] : [[`order ${order.broker} ${order.service}`, evidenceConcerns(requiredOf(policy, found.offer, found.broker.inside), found.evidence, ctx.now)] as const]
      }),
      ...unordered.map((plug) => [`plug ${plug}`, concerns.get(plug) ?? []] as const),
    ]
  }

  return {
    name: 'evidence-watch',
    everyMs: 3_600_000,
    run: async ({ signal }) => {
      for (const carrier of await store.carriers()) {
        if (signal.aborted) return false
        const ctx = orderCtx(carrier, now())
        for (const [service, concerns] of await used(ctx)) {
          for (const concern of concerns) {
            const stage = stageOf(concern, ctx.now)
            // Ids of services are others' and long.
            if (stage !== undefined) await news(ctx, createHash('sha256').update(JSON.stringify([service, concern.kind, concern.expires, stage])).digest('hex'))
          }
        }
      }
      return false
    },
  }
}
