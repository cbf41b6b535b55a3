import { allDocuments } from '../all-documents.ts'
import { questionsOf, leastAnswers } from '../form/tally.ts'
import { pathIn, type Item, type ItemSource } from '../published/item.ts'
import { kinds, stateOf, type Survey } from './records.ts'

/** Surveys that are open, with their last minute as their date, and closed ones whose results everybody sees. */
export const surveyItems: ItemSource = async (carrier, now) => {
  const found = (await allDocuments<Survey>(carrier.documents, kinds.survey)).map((one) => ({ ...one, state: stateOf(one.body, now) }))
  const items = await Promise.all(found.map(async ({ id, state, body: { questionnaire, opens, closes, results, topics } }): Promise<readonly Item[]> => {
    if (state !== 'open' && !(state === 'closed' && results && await carrier.documents.count(kinds.answer, id) >= leastAnswers)) return []
    const { title = '', description = '' } = questionnaire
    return [{
      kind: 'survey', id, title, summary: description.slice(0, 300), text: [description, ...questionsOf(questionnaire).map(({ text = '' }) => text)].join('\n'), topics, path: pathIn(carrier, 'befragungen', id),
      since: Date.parse(state === 'open' ? opens : closes),
      ...(state === 'open' ? { when: { start: new Date(Date.parse(closes) - 60_000).toISOString(), end: closes, place: '' } } : {}),
    }]
  }))
  return items.flat()
}
