import { blocksOf, plainOf } from '../news/markup.ts'
import { pathIn, type ItemSource } from '../published/item.ts'
import { questionsOf } from './records.ts'

/** Questions that are published, with their answers. */
export const questionItems: ItemSource = async (carrier) => (await questionsOf(carrier.documents, false)).map(({ id, body: { question, answer, topic, since } }) => {
  const plain = plainOf(blocksOf(answer))
  const [first = ''] = plain.split('\n')
  return { kind: 'question' as const, id, title: question, summary: first, text: plain, topics: topic === '' ? [] : [topic], path: pathIn(carrier, 'fragen', id), since }
})
