import type { Carrier } from '@steckwerk/store'
import { reusedAnswers, type Clock } from '@steckwerk/kernel'
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

export function createRecipients(store: Store, clock: Clock, sites: Pick<Sites, 'houses'>): Recipients {
  const known = reusedAnswers<'all', readonly NamedRecipient[]>({ clock, reuseMs: 60_000 })

  async function load(): Promise<readonly NamedRecipient[]> {
    const lists = await Promise.all((await store.carriers()).filter(({ kind }) => kind === 'carrier').map(async (carrier) => [
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

  const list = (): Promise<readonly NamedRecipient[]> => known.of('all', load)

  return {
    list,
    nameOf: async (id) => {
      const found = (await list()).find((one) => one.id === id)
      if (found !== undefined) return found.name
      // Added a moment ago.
      known.forget()
      return (await list()).find((one) => one.id === id)?.name
    },
  }
}
