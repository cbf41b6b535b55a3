import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor, ownerOf } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { losesAnswers } from '../form/answers.ts'
import { blankForm, requireComplete } from '../form/questionnaire.ts'
import { answersOf, countOf, isShown, kinds, removeAnswers, stateOf, surveyOf, type Survey, type SurveyAnswer } from './records.ts'
import { changeFormInput, changeSettingsInput, newSurveyInput } from './shapes.ts'

const day = 86_400_000
const daysOpen = 28
const keepDays = 180

/** The latest first; drafts for editors only. */
export async function listSurveys(asked: Asked): Promise<RouteAnswer> {
  const { documents, now } = asked
  const editor = isEditor(asked)
  const found = (await allDocuments<Survey>(documents, kinds.survey)).filter(({ body }) => editor || body.published).toSorted((a, b) => b.body.begun - a.body.begun)
  return {
    status: 200,
    json: {
      editor,
      surveys: await Promise.all(found.map(async ({ id, body }) => {
        const { questionnaire: { title = '', _title }, opens, closes, results } = body
        const answers = editor || results ? await countOf(body, documents, id) : 0
        return { id, title, _title, opens, closes, state: stateOf(body, now), results: isShown(body, answers, now), ...(editor ? { answers } : {}) }
      })),
    },
  }
}

/** A draft, empty or with another one's questions. Faults: community/survey-unknown. */
export async function makeSurvey(asked: Asked): Promise<RouteAnswer> {
  const { title, from } = input(newSurveyInput, asked)
  const { now } = asked
  const model = from === '' ? undefined : await surveyOf({ ...asked, call: { ...asked.call, params: { survey: from } } })
  const { _title: _, ...questions } = model?.body.questionnaire ?? blankForm(title)
  const id = timeOrderedId(now)
  const body: Survey = {
    questionnaire: { ...questions, title }, published: false, opens: new Date(now).toISOString(), closes: new Date(now + daysOpen * day).toISOString(), results: false, topics: model?.body.topics ?? [], keepDays: model?.body.keepDays ?? keepDays, begun: now,
  }
  await asked.documents.write([{ kind: kinds.survey, id, parent: id, body, version: 0 }])
  return { status: 201, json: { id } }
}

/** The survey with its questions, and what this browser answered. */
export async function showSurvey(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body } = await surveyOf(asked)
  const { begun: _, kept, questionnaire, ...settings } = body
  const { documents, now, call } = asked
  const editor = isEditor(asked)
  const [own, answers] = await Promise.all([
    call.caller.device === undefined ? undefined : documents.get<SurveyAnswer>(kinds.answer, answerId(asked, id)),
    editor || body.results ? countOf(body, documents, id) : 0,
  ])
  return {
    status: 200,
    json: {
      id, version, state: stateOf(body, now), ...settings, questionnaire, editor, own: own === undefined ? null : { turn: own.body.turn, item: own.body.item },
      shown: isShown(body, answers, now), forgotten: kept !== undefined, ...(editor ? { answers } : {}),
    },
  }
}

/** One for each browser and survey. Where the route has a device. */
export const answerId = (asked: Asked, survey: string): string => `${survey}.${ownerOf(asked, survey)}`

/** Opens it, closes it, shows or hides its results. Faults: plug/document-changed, community/form-incomplete, community/survey-forgotten
 *  (its answers are deleted: another one is begun), those of the engine. */
export async function changeSettings(asked: Asked): Promise<RouteAnswer> {
  const { version, settings } = input(changeSettingsInput, asked)
  const { id, body } = await surveyOf(asked)
  if (settings.published) requireComplete(body.questionnaire)
  if (body.kept !== undefined && Date.parse(settings.closes) > asked.now) throw new Fault('conflict', 'community/survey-forgotten', 'The answers to this survey are deleted; begin another one with its questions.')
  await asked.documents.write([{ kind: kinds.survey, id, parent: id, body: { ...body, ...settings } satisfies Survey, version }])
  return { status: 204 }
}

/** Other questions, as long as no given answer loses its place by it. Faults: plug/document-changed, community/form-answered, community/form-incomplete, those of the engine. */
export async function changeQuestions(asked: Asked): Promise<RouteAnswer> {
  const { version, questionnaire } = input(changeFormInput, asked)
  const { id, body } = await surveyOf(asked)
  if (body.published) requireComplete(questionnaire)
  const given = await answersOf(asked.documents, id)
  if (given.length > 0 && losesAnswers(questionnaire, given.map((one) => one.body.item))) throw new Fault('conflict', 'community/form-answered', 'There are answers already that this change would lose.')
  const [next] = await asked.documents.write([{ kind: kinds.survey, id, parent: id, body: { ...body, questionnaire } satisfies Survey, version }])
  return { status: 200, json: { version: next } }
}

/** With all its answers. */
export async function removeSurvey(asked: Asked): Promise<RouteAnswer> {
  const { id } = await surveyOf(asked)
  await removeAnswers(asked.documents, id)
  await asked.documents.write([{ kind: kinds.survey, id, parent: id, body: undefined }])
  return { status: 204 }
}
