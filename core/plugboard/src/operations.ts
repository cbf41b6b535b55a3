import { Fault } from '@steckwerk/kernel'
import type { OperationAnswer, OperationCall, PlugManifest, PlugOperation } from '@steckwerk/plug'
import { checkedAnswer } from './checked-answer.ts'
import type { FoundOperation, OperationSocket, ProviderChoice } from './contract.ts'
import type { Registry } from './registry.ts'

function matching(manifest: PlugManifest, type: string | undefined, level: PlugOperation['level'], name: string): PlugOperation | undefined {
  return manifest.operations.find((one) => one.name === name && one.level === level && one.type === type)
}

/** `ask` carries a call to the service, behind its guard. */
export function createOperations(options: {
  readonly registry: Registry
  readonly choice: ProviderChoice
  readonly ask: (plug: string, call: OperationCall, check: (answer: OperationAnswer) => OperationAnswer) => Promise<OperationAnswer>
}): OperationSocket & { refresh(): Promise<void> } {
  const { registry, choice, ask } = options
  let manifests: readonly PlugManifest[] = []

  const refresh = async (): Promise<void> => {
    manifests = [...(await registry.all()).values()].map(({ manifest }) => manifest)
  }

  async function providers(carrier: string): Promise<readonly { readonly plug: string; readonly manifest: PlugManifest }[]> {
    const [chosen, all] = [await choice.of(carrier), await registry.all()]
    return [...chosen.values()].flatMap((plug) => {
      const known = all.get(plug)
      return known === undefined ? [] : [{ plug, manifest: known.manifest }]
    })
  }

  const find: OperationSocket['find'] = async (carrier, type, level, name) => {
    for (const { plug, manifest } of await providers(carrier)) {
      const operation = matching(manifest, type, level, name)
      if (operation !== undefined) return { plug, operation }
    }
    return undefined
  }

  return {
    refresh,
    find,
    isKnown: (type, level, name) => manifests.some((manifest) => matching(manifest, type, level, name) !== undefined),
    list: async (carrier) => (await providers(carrier)).flatMap(({ plug, manifest }) => manifest.operations.map((operation): FoundOperation => ({ plug, operation }))),
    call: async (carrier, { type, level, name, id, caller, input }) => {
      const found = await find(carrier, type, level, name)
      if (found === undefined) throw new Fault('not-found', 'plugboard/no-provider', 'This carrier has no service that answers this.')
      return ask(found.plug, { carrier, name, type, id, caller, input }, checkedAnswer)
    },
  }
}
