import { Fault } from '@steckwerk/kernel'
import { networkTypes, type Store } from '@steckwerk/store'
import type { Audited } from './audited.ts'
import type { FhirCall, Interaction } from './interaction.ts'

/** Of the address, or of the interaction itself where it is for one type only; '' = the whole system. */
function typeOf(interaction: Interaction, { type }: FhirCall): string {
  return type === '' ? (/^\/([A-Z][A-Za-z]+)/.exec(interaction.path)?.[1] ?? '') : type
}

/** Interactions that know a network's base from a carrier's: it has the types of a directory, and no others. Also entries of Bundles come here; what a
 *  transaction writes, the store refuses. Faults: api/type-not-here. */
export function heldToNetworks(audited: Audited, store: Store): Audited {
  const check = async (interaction: Interaction, call: FhirCall): Promise<void> => {
    if ((await store.carrier(call.ctx.carrier))?.kind !== 'network') return
    const type = typeOf(interaction, call)
    if (type !== '' && !networkTypes.has(type)) {
      throw new Fault('not-found', 'api/type-not-here', 'This is the base of a network: it holds a directory and nothing clinical; the CapabilityStatement lists its types.')
    }
  }
  return {
    ...audited,
    run: async (interaction, call) => {
      await check(interaction, call)
      return audited.run(interaction, call)
    },
    runInside: async (interaction, call, writer) => {
      await check(interaction, call)
      return audited.runInside(interaction, call, writer)
    },
  }
}
