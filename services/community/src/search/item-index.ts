import type { Item } from '../published/item.ts'
import { germanIndex, type GermanIndex } from './german-index.ts'

/** Everything a network has published: a title weighs most, then topics, then what is told. Of equal ones the newest first. */
export const itemIndex = (items: readonly Item[]): Promise<GermanIndex<Item>> => germanIndex(items.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)), {
  title: { weight: 8, text: ({ title }) => title },
  topics: { weight: 6, text: ({ topics }) => topics.join(' ') },
  summary: { weight: 3, text: ({ summary, when }) => `${summary} ${when?.place ?? ''}` },
  text: { weight: 2, text: ({ text }) => text },
})
