import { questionsOf } from '@steckwerk/form'
import { allDocuments } from '../all-documents.ts'
import { pathIn, type Item, type ItemSource } from '../published/item.ts'
import { countOf, isShown, kinds, stateOf, type Survey } from './records.ts'

/** Surveys that are open, with their last minute as their date, and closed ones whose results everybody sees. */
export const surveyItems: ItemSource = async (carrier, now) => {
  const found = (await allDocuments<Survey>(carrier.documents, kinds.survey)).map((one) => ({ ...one, state: stateOf(one.body, now) }))
  const items = await Promise.all(found.map(async ({ id, state, body }): Promise<readonly Item[]> => {
    const { questionnaire, opens, closes, topics } = body
    if (state !== 'open' && !(body.results && isShown(body, await countOf(body, carrier.documents, id), now))) return []
    const { title = '', description = '' } = questionnaire
    return [{
      kind: 'survey', id, title, summary: description.slice(0, 300), text: [description, ...questionsOf(questionnaire).map(({ text = '' }) => text)].join('\n'), topics, path: pathIn(carrier, 'befragungen', id),
      since: Date.parse(state === 'open' ? opens : closes),
      ...(state === 'open' ? { when: { start: new Date(Date.parse(closes) - 60_000).toISOString(), end: closes, place: '' } } : {}),
    }]
  }))
  return items.flat()
}
