import { Fault } from '@steckwerk/kernel'
import type { Asked } from '../community-route.ts'
import { itemKinds, type Item } from './item.ts'

/** What `kinds=a,b`, `topic=` and `id=` leave of what the network publishes; each may be missing. Faults: community/kinds. */
export async function chosenItems({ carrier, shelf, call: { query } }: Asked): Promise<readonly Item[]> {
  const named = query.get('kinds') ?? ''
  const kinds = new Set<string>(named === '' ? itemKinds : named.split(','))
  if (!kinds.isSubsetOf(new Set<string>(itemKinds))) throw new Fault('invalid', 'community/kinds', 'One of the kinds that are asked for does not exist.')
  const [topic, id] = [query.get('topic')?.toLocaleLowerCase('de'), query.get('id')]
  return (await shelf.items(carrier)).things
    .filter((item) => kinds.has(item.kind) && (id === null || item.id === id) && (topic === undefined || topic === '' || item.topics.some((one) => one.toLocaleLowerCase('de') === topic)))
}
