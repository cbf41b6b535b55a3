import { allDocuments } from '../all-documents.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { kinds, type Undertaking } from './records.ts'

/** What is published; what has proved itself as a project. */
export const undertakingItems: ItemSource = async (carrier) => (await allDocuments<Undertaking>(carrier.documents, kinds.undertaking)).filter(({ body }) => body.publication === 'published')
  .map(({ id, body: { title, what, forWhom, topics, partners, lessons, evidence, stage, publishedAt, referenceAt } }) => ({
    kind: stage === 'reference' ? 'project' : 'undertaking', id, title, summary: what.slice(0, 280),
    text: [what, forWhom, lessons.different, lessons.helped, ...partners.map(({ name }) => name), ...evidence.figures.map((figure) => figure.what)].join('\n'),
    topics, path: pathIn(carrier, 'vorhaben', id), since: stage === 'reference' ? referenceAt : publishedAt,
  }))
