import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import { changeDocument } from '../change-document.ts'
import type { Asked } from '../community-route.ts'
import { csvOf } from '../csv.ts'
import { answerColumns } from '../form/answer-columns.ts'
import { checkedAnswers } from '../form/answers.ts'
import { publicTallies, tallies } from '../form/tally.ts'
import { answersOf, countOf, isShown, kinds, stateOf, surveyOf, type SurveyAnswer, type SurveyResults } from './records.ts'
import { answerInput } from './shapes.ts'
import { answerId } from './surveys.ts'

const mostAnswers = 2000

/** One answer for each browser: what it meant last counts, whatever is sent again or late. Faults: community/survey-closed, community/survey-full, community/answers. */
export async function answerSurvey(asked: Asked): Promise<RouteAnswer> {
  const { turn, item } = input(answerInput, asked)
  const { documents, now } = asked
  const { id, body } = await surveyOf(asked)
  if (stateOf(body, now) !== 'open') throw new Fault('conflict', 'community/survey-closed', 'Answers are not taken now.')
  const kept = checkedAnswers(body.questionnaire, item)
  if (kept.length === 0) throw new Fault('unprocessable', 'community/answers', 'Nothing is answered.')
  const at = { kind: kinds.answer, id: answerId(asked, id), parent: id }
  if (await documents.count(at.kind, id) >= mostAnswers && await documents.get(at.kind, at.id) === undefined) throw new Fault('conflict', 'community/survey-full', 'This survey has as many answers as it can have.')
  await changeDocument<SurveyAnswer>(documents, at, (known) => (known !== undefined && known.body.turn >= turn ? undefined : { turn, item: kept }))
  return { status: 204 }
}

/** Takes this browser's answer back, at any time. */
export async function withdrawAnswer(asked: Asked): Promise<RouteAnswer> {
  const { id } = await surveyOf(asked)
  await asked.documents.write([{ kind: kinds.answer, id: answerId(asked, id), parent: id, body: undefined }])
  return { status: 204 }
}

/** Everything for editors. For everybody else only where the editors show it, once it is closed and enough have answered: what changed with one more answer would say what it was.
 *  Faults: community/survey-results. */
export async function showResults(asked: Asked): Promise<RouteAnswer> {
  const { id, body } = await surveyOf(asked)
  const editor = isEditor(asked)
  if (!editor && !isShown(body, await countOf(body, asked.documents, id), asked.now)) throw new Fault('not-found', 'community/survey-results', 'The results are not shown.')
  const { answers, questions } = body.kept ?? await asked.together.read(`${asked.carrier.slug} ${kinds.answer} ${id}`, async (): Promise<SurveyResults> => {
    const given = await answersOf(asked.documents, id)
    return { answers: given.length, questions: tallies(body.questionnaire, given.map((one) => one.body.item)) }
  })
  return { status: 200, json: { answers, questions: editor ? questions : publicTallies(questions) } satisfies SurveyResults }
}

/** A row for each answer, without who or when. */
export async function answersCsv(asked: Asked): Promise<RouteAnswer> {
  const { id, body } = await surveyOf(asked)
  const { heads, row } = answerColumns(body.questionnaire, asked.call.caller.language === 'en' ? 'en' : 'de')
  const answers = await answersOf(asked.documents, id)
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="survey.csv"' }, file: { contentType: 'text/csv; charset=utf-8', content: csvOf([heads, ...answers.map((one) => row(one.body.item))]) } }
}
