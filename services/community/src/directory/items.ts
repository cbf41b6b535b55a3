import { pathIn, type ItemSource } from '../published/item.ts'
import { allActors } from './directory.ts'

export const actorItems: ItemSource = async (carrier) => (await allActors(carrier)).map(({ id, name, about, topics, city, offers, needs }) => ({
  kind: 'actor', id, title: name, summary: about, text: [city, offers, needs].join('\n'), topics, path: pathIn(carrier, 'verzeichnis', id), since: undefined,
}))
