import type { Questionnaire, ResponseItem } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import { mostDocumentChanges, type PlugDocument, type PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { leastAnswers, type Tally } from '../form/tally.ts'
import type { SurveySettings } from './shapes.ts'

/** An answer has its survey as its parent. */
export const kinds = { survey: 'survey', answer: 'survey-answer' } as const

export interface Survey extends SurveySettings {
  readonly questionnaire: Questionnaire
  /** Milliseconds since 1970 UTC. */
  readonly begun: number
  /** What is left once the answers are deleted: as everybody may read it. */
  readonly kept?: SurveyResults
}

export interface SurveyResults {
  readonly answers: number
  readonly questions: readonly Tally[]
}

export interface SurveyAnswer {
  readonly turn: number
  /** Items of a QuestionnaireResponse: it has no subject, and names nobody but by what somebody wrote. */
  readonly item: readonly ResponseItem[]
}

export type SurveyState = 'draft' | 'planned' | 'open' | 'closed'

export function stateOf({ published, opens, closes }: SurveySettings, now: number): SurveyState {
  if (!published) return 'draft'
  return now < Date.parse(opens) ? 'planned' : now < Date.parse(closes) ? 'open' : 'closed'
}

/** Faults: community/survey-unknown; also where it is hidden from who asks. */
export async function surveyOf(asked: Asked): Promise<PlugDocument<Survey>> {
  const found = await asked.documents.get<Survey>(kinds.survey, asked.call.params['survey']!)
  if (found === undefined || (!found.body.published && !isEditor(asked))) throw new Fault('not-found', 'community/survey-unknown', 'There is no such survey.')
  return found
}

/** In no order that tells who answered when: ids are digests. */
export const answersOf = (documents: PlugDocuments, survey: string) => allDocuments<SurveyAnswer>(documents, kinds.answer, survey)

export const countOf = ({ kept }: Survey, documents: PlugDocuments, survey: string): Promise<number> => (kept === undefined ? documents.count(kinds.answer, survey) : Promise.resolve(kept.answers))

/** Whether everybody reads what it came to. */
export const isShown = (survey: Survey, answers: number, now: number): boolean => survey.results && stateOf(survey, now) === 'closed' && answers >= leastAnswers

export async function removeAnswers(documents: PlugDocuments, survey: string): Promise<void> {
  const answers = await answersOf(documents, survey)
  for (let at = 0; at < answers.length; at += mostDocumentChanges) await documents.write(answers.slice(at, at + mostDocumentChanges).map(({ id }) => ({ kind: kinds.answer, id, parent: survey, body: undefined })))
}
