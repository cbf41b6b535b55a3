import { covers, parseScope } from '@steckwerk/access'
import type { Ctx } from '@steckwerk/kernel'
import type { Marketplace } from '@steckwerk/marketplace'
import type { GrantChoice, Plugboard } from '@steckwerk/plugboard'

/** Asks for the evidence that a carrier's policy wants before the carrier lets a service do more than it does, ordered or not. What it does now it may go on
 *  doing, or less. Faults: marketplace/evidence-missing. */
export interface EvidenceGate {
  grant(ctx: Ctx, plug: string, choice: Pick<GrantChoice, 'scopes' | 'purposes'>): Promise<void>
  choose(ctx: Ctx, capability: string, plug: string): Promise<void>
}

/** Whether one of the scopes held gives this one. */
function isHeld(text: string, held: readonly string[]): boolean {
  const scope = parseScope(text)
  return scope !== undefined && held.some((one) => {
    const wider = parseScope(one)
    return wider !== undefined && covers(wider, scope)
  })
}

export function evidenceGate(plugboard: Plugboard, { plugged }: Pick<Marketplace, 'plugged'>): EvidenceGate {
  return {
    grant: async (ctx, plug, { scopes, purposes }) => {
      const [held, known] = await Promise.all([plugboard.grants.find(ctx.carrier, plug), plugboard.list()])
      const manifest = known.find(({ id }) => id === plug)?.manifest
      const isLess = held !== undefined && manifest !== undefined && !held.asksForMore
        && (scopes ?? manifest.scopes).every((one) => isHeld(one, held.scopes)) && (purposes ?? manifest.purposes).every((one) => held.purposes.includes(one))
      if (!isLess) await plugged.require(ctx, plug)
    },
    choose: async (ctx, capability, plug) => {
      if ((await plugboard.choice.of(ctx.carrier)).get(capability) !== plug) await plugged.require(ctx, plug)
    },
  }
}
