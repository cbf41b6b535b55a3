import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { actorNames } from '../directory/actor-names.ts'
import { allActors } from '../directory/directory.ts'
import { kinds, partnerName, type Undertaking } from './records.ts'

/** What is published; what has proved itself as a project. */
export const undertakingItems: ItemSource = async (carrier, _, actors = () => allActors(carrier)) => {
  const [undertakings, names] = await Promise.all([allDocuments<Undertaking>(carrier.documents, kinds.undertaking), actors().then((all) => actorNames(carrier.documents, all))])
  return undertakings.filter(({ body }) => body.publication === 'published').map(({ id, body: { title, what, forWhom, topics, partners, lessons, evidence, stage, publishedAt, referenceAt } }) => ({
    kind: stage === 'reference' ? 'project' : 'undertaking', id, title, summary: what.slice(0, 280),
    text: [what, forWhom, lessons.different, lessons.helped, ...partners.map((partner) => partnerName(partner, names)), ...evidence.figures.map((figure) => figure.what)].join('\n'),
    topics, path: pathIn(carrier, 'vorhaben', id), since: stage === 'reference' ? referenceAt : publishedAt,
  }))
}
