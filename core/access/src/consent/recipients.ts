import type { Carrier } from '@steckwerk/store'
import type { Clock } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { Sites } from '../decision/sites.ts'
import type { ConsentRecipient } from './consent-terms.ts'

export interface NamedRecipient extends ConsentRecipient {
  readonly name: string
  readonly carrierName: string
}

/** Whom a consent can name: the carriers of the platform and their sites. The same for everybody. */
export interface Recipients {
  list(): Promise<readonly NamedRecipient[]>
  nameOf(id: string): Promise<string | undefined>
}

const reuseMs = 60_000

export function createRecipients(store: Store, clock: Clock, sites: Pick<Sites, 'houses'>): Recipients {
  let known: { until: number; list: Promise<readonly NamedRecipient[]> } | undefined

  async function load(): Promise<readonly NamedRecipient[]> {
    const lists = await Promise.all((await store.carriers()).map(async (carrier) => [
      { kind: 'carrier' as const, id: carrier.slug, name: carrier.name, carrierName: carrier.name },
      ...(await housesOf(carrier)),
    ]))
    return lists.flat()
  }

  async function housesOf(carrier: Carrier): Promise<readonly NamedRecipient[]> {
    return (await sites.houses(carrier)).flatMap((row) => {
      const { name, active } = JSON.parse(row.text ?? '{}') as { name?: string; active?: boolean }
      return name === undefined || active === false ? [] : [{ kind: 'site' as const, id: `${carrier.slug}/${row.id}`, name, carrierName: carrier.name }]
    })
  }

  function list(): Promise<readonly NamedRecipient[]> {
    const now = clock.now()
    if (known === undefined || known.until <= now) {
      const held = { until: now + reuseMs, list: load() }
      held.list.catch(() => { if (known === held) known = undefined })
      known = held
    }
    return known.list
  }

  return {
    list,
    nameOf: async (id) => {
      const found = (await list()).find((one) => one.id === id)
      if (found !== undefined) return found.name
      // Added a moment ago.
      known = undefined
      return (await list()).find((one) => one.id === id)?.name
    },
  }
}
