import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { actorNames, namesOf } from '../directory/actor-names.ts'
import { settingsOf } from '../evaluation/settings.ts'
import { kinds, mayChange, undertakingOf, type Entry, type Undertaking } from './records.ts'
import { cardOf, detailOf } from './view.ts'

/** Those that who asks may see, changed last first, and whether they may read the figures made of them; `origin` (`session/…`): only what came of this. */
export async function listUndertakings(asked: Asked): Promise<RouteAnswer> {
  const origin = asked.call.query.get('origin')
  const found = (await allDocuments<Undertaking>(asked.documents, kinds.undertaking))
    .filter(({ body }) => body.publication === 'published' || mayChange(asked, body))
    .filter(({ body }) => origin === null || (body.origin !== null && `${body.origin.kind}/${body.origin.id}` === origin))
  const [names, { public: open }] = await Promise.all([asked.shelf.actors(asked.carrier).then(({ things }) => actorNames(asked.documents, things)), settingsOf(asked.documents)])
  return { status: 200, json: { undertakings: found.toSorted((a, b) => b.at - a.at).map((one) => cardOf(one, names)), editor: isEditor(asked), figures: open || isEditor(asked) } }
}

/** Faults: community/undertaking-unknown. */
export async function showUndertaking(asked: Asked): Promise<RouteAnswer> {
  const found = await undertakingOf(asked)
  const [entries, names] = await Promise.all([allDocuments<Entry>(asked.documents, kinds.entry, found.id), namesOf(asked.carrier, found.body.partners.map(({ actor }) => actor))])
  return { status: 200, json: detailOf(found, entries, { own: mayChange(asked, found.body), editor: isEditor(asked), names }) }
}
