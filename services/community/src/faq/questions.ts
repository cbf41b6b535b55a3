import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor, ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { blocksOf, plainOf } from '../news/markup.ts'
import { germanIndex } from '../search/german-index.ts'
import { settleAsked } from './asked.ts'
import { kinds, questionsOf, type Question, type Vote } from './records.ts'
import { helpfulInput, newQuestion, questionChange } from './shapes.ts'

/** Faults: community/question-unknown; also where it is not published and no editor asks. */
async function questionOf(asked: Asked): Promise<PlugDocument<Question>> {
  const found = await asked.documents.get<Question>(kinds.question, asked.call.params['question']!)
  if (found === undefined || !(found.body.published || isEditor(asked))) throw new Fault('not-found', 'community/question-unknown', 'There is no such question.')
  return found
}

/** All that are published, or those that fit `q`, the best first. Editors see all, and how often each one helped. */
export async function listQuestions(asked: Asked): Promise<RouteAnswer> {
  const { documents, call } = asked
  const editor = isEditor(asked)
  const all = await questionsOf(documents, editor)
  const q = (call.query.get('q') ?? '').slice(0, 200)
  const index = q === '' ? undefined : await germanIndex(all, {
    question: { weight: 4, text: ({ body }) => body.question }, topic: { weight: 3, text: ({ body }) => body.topic }, answer: { weight: 1, text: ({ body }) => plainOf(blocksOf(body.answer)) },
  })
  const found = index?.search(q)?.map(({ thing }) => thing) ?? all
  const votes = editor ? await allDocuments<Vote>(documents, kinds.vote) : []
  const helped = (id: string, helpful: boolean): number => votes.filter(({ parent, body }) => parent === id && body.helpful === helpful).length
  return {
    status: 200,
    json: {
      editor,
      questions: found.map(({ id, version, body: { question, answer, topic, published } }) => ({
        id, question, topic, published, blocks: blocksOf(answer), ...(editor ? { version, answer, helped: helped(id, true), notHelped: helped(id, false) } : {}),
      })),
    },
  }
}

/** Once the answer is published, whoever asked is told where it stands, and their address is gone. Faults: community/asked-unknown. */
export async function addQuestion(asked: Asked): Promise<RouteAnswer> {
  const { question, asked: from } = input(newQuestion, asked)
  const id = timeOrderedId(asked.now)
  await asked.documents.write([{ kind: kinds.question, id, version: 0, body: { ...question, since: question.published ? asked.now : undefined } satisfies Question }])
  if (from !== undefined && question.published) await settleAsked(asked, from, id)
  return { status: 201, json: { id } }
}

/** Faults: community/question-unknown, plug/document-changed. */
export async function changeQuestion(asked: Asked): Promise<RouteAnswer> {
  const { version, question } = input(questionChange, asked)
  const { id, body } = await questionOf(asked)
  const [now] = await asked.documents.write([{ kind: kinds.question, id, version, body: { ...question, since: body.since ?? (question.published ? asked.now : undefined) } satisfies Question }])
  return { status: 200, json: { version: now } }
}

/** With what browsers said of it. Faults: community/question-unknown. */
export async function removeQuestion(asked: Asked): Promise<RouteAnswer> {
  const { id } = await questionOf(asked)
  const votes = await allDocuments(asked.documents, kinds.vote, id)
  for (let at = 0; at < votes.length; at += 500) await asked.documents.write(votes.slice(at, at + 500).map(({ kind, id: vote }) => ({ kind, id: vote, body: undefined })))
  await asked.documents.write([{ kind: kinds.question, id, body: undefined }])
  return { status: 204 }
}

/** Counts once for each browser; the last word counts. Faults: community/question-unknown. */
export async function sayHelpful(asked: Asked): Promise<RouteAnswer> {
  const body = input(helpfulInput, asked) satisfies Vote
  const { id } = await questionOf(asked)
  await asked.documents.write([{ kind: kinds.vote, id: `${id}.${ownerOf(asked, id)}`, parent: id, body }])
  return { status: 204 }
}
