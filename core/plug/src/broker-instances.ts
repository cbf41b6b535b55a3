import { readFile, rename, writeFile } from 'node:fs/promises'

/** What a broker remembers of an instance it was asked for. */
export interface BrokerInstance {
  readonly service: string
  readonly plan: string
  readonly carrier: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** What is, or was last, done to it. */
  readonly operation: 'provision' | 'update' | 'deprovision'
  readonly done: boolean
  /** What an update asks for, until it is done. */
  readonly wanted?: { readonly plan: string; readonly parameters: Readonly<Record<string, unknown>> }
}

/** Where a broker keeps its instances, by OSB's instance id. */
export interface BrokerInstances {
  get(id: string): Promise<BrokerInstance | undefined>
  put(id: string, instance: BrokerInstance): Promise<void>
  remove(id: string): Promise<void>
}

/** In one small file, for a service that runs as one process of its own. */
export function fileInstances(path: string): BrokerInstances {
  let loaded: Promise<Map<string, BrokerInstance>> | undefined
  let writing: Promise<void> = Promise.resolve()

  const load = async (): Promise<Map<string, BrokerInstance>> => {
    const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '{}'
      throw thrown
    })
    return new Map(Object.entries(JSON.parse(text) as Record<string, BrokerInstance>))
  }
  const all = (): Promise<Map<string, BrokerInstance>> => loaded ??= load()

  /** Written beside and put in place, so that a crash leaves the one or the other. */
  async function change(by: (instances: Map<string, BrokerInstance>) => void): Promise<void> {
    const instances = await all()
    by(instances)
    const text = JSON.stringify(Object.fromEntries(instances))
    const next = writing.catch(() => {}).then(async () => {
      await writeFile(`${path}.next`, text, { mode: 0o600 })
      await rename(`${path}.next`, path)
    })
    writing = next
    await next
  }

  return {
    get: async (id) => (await all()).get(id),
    put: (id, instance) => change((instances) => instances.set(id, instance)),
    remove: (id) => change((instances) => instances.delete(id)),
  }
}
