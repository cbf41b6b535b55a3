import { germanIndex, type GermanIndex } from '../search/german-index.ts'
import type { Actor } from './actor.ts'

/** The directory's own search: a name weighs most, the town more than what is told. Equal ones by name. */
export const actorIndex = (actors: readonly Actor[]): Promise<GermanIndex<Actor>> => germanIndex(actors.toSorted((a, b) => a.name.localeCompare(b.name, 'de')), {
  name: { weight: 8, text: ({ name }) => name },
  topics: { weight: 6, text: ({ topics }) => topics.join(' ') },
  place: { weight: 4, text: ({ city, postalCode }) => `${city} ${postalCode}` },
  wants: { weight: 3, text: ({ offers, needs }) => `${offers} ${needs}` },
  about: { weight: 2, text: ({ about }) => about },
})
