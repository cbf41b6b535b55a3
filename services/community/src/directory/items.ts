import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { allActors } from './directory.ts'
import { standingKind, type Standing } from './standing.ts'

export const actorItems: ItemSource = async (carrier, _, everybody = () => allActors(carrier)) => {
  const [actors, standings] = await Promise.all([everybody(), allDocuments<Standing>(carrier.documents, standingKind)])
  const published = new Map(standings.map(({ id, body }) => [id, body.published]))
  return actors.map(({ id, name, about, topics, city, offers, needs }) => ({
    kind: 'actor', id, title: name, summary: about, text: [city, offers, needs].join('\n'), topics, path: pathIn(carrier, 'verzeichnis', id), since: published.get(id),
  }))
}
