import type { AnswerValue, Element, Questionnaire, ResponseItem } from '@steckwerk/form'
import { request } from './request.ts'

/** What the network's service answers of surveys, of which `service` is what comes before /surveys. Instants are ISO 8601 in UTC. */
export type SurveyState = 'draft' | 'planned' | 'open' | 'closed'

export interface SurveySettings {
  readonly published: boolean
  readonly opens: string
  readonly closes: string
  /** Whether everybody sees the results once it is closed. */
  readonly results: boolean
  readonly topics: readonly string[]
  /** How many days after the end answers are deleted. */
  readonly keepDays: number
}

export interface Survey extends SurveySettings {
  readonly id: string
  readonly version: number
  readonly state: SurveyState
  readonly questionnaire: Questionnaire
  readonly editor: boolean
  /** What this browser answered. */
  readonly own: { readonly turn: number; readonly item: readonly ResponseItem[] } | null
  /** Whether there are results for everybody. */
  readonly shown: boolean
  /** The answers are deleted; the numbers are left. */
  readonly forgotten: boolean
  /** How many; for editors. */
  readonly answers?: number
}

/** Its title stands as in a Questionnaire. */
export interface SurveyLine extends Element {
  readonly id: string
  readonly title: string
  readonly opens: string
  readonly closes: string
  readonly state: SurveyState
  readonly results: boolean
  readonly answers?: number
}

/** What everybody said to one question. */
export interface SurveyTally {
  readonly question: string
  readonly answered: number
  readonly options: readonly { readonly answer: AnswerValue; readonly count: number }[]
  readonly figures: { readonly mean: number; readonly range?: readonly [least: number, most: number] } | null
  readonly texts: readonly AnswerValue[]
}

export interface SurveyResults {
  readonly answers: number
  readonly questions: readonly SurveyTally[]
}

const at = (service: string, ...parts: readonly string[]): string => [`${service}/surveys`, ...parts.map(encodeURIComponent)].join('/')

export const fetchSurveys = (service: string, signal: AbortSignal): Promise<{ readonly editor: boolean; readonly surveys: readonly SurveyLine[] }> => request(at(service), { signal })
export const makeSurvey = (service: string, json: { readonly title: string; readonly from: string }): Promise<{ readonly id: string }> => request(at(service), { method: 'POST', json })
export const fetchSurvey = (service: string, id: string, signal?: AbortSignal): Promise<Survey> => request(at(service, id), signal === undefined ? {} : { signal })
export const changeSurvey = (service: string, id: string, json: { readonly version: number; readonly settings: SurveySettings }): Promise<void> => request(at(service, id, 'settings'), { method: 'PUT', json })
export const writeQuestions = (service: string, id: string, json: { readonly version: number; readonly questionnaire: Questionnaire }): Promise<{ readonly version: number }> => request(at(service, id, 'questions'), { method: 'PUT', json })
export const removeSurvey = (service: string, id: string): Promise<void> => request(at(service, id), { method: 'DELETE' })
export const sendSurveyAnswer = (service: string, id: string, json: { readonly turn: number; readonly item: readonly ResponseItem[] }): Promise<void> => request(at(service, id, 'answer'), { method: 'PUT', json })
export const withdrawSurveyAnswer = (service: string, id: string): Promise<void> => request(at(service, id, 'answer'), { method: 'DELETE' })
export const fetchSurveyResults = (service: string, id: string, signal: AbortSignal): Promise<SurveyResults> => request(at(service, id, 'results'), { signal })
export const surveyFileAddress = (service: string, id: string): string => at(service, id, 'answers.csv')
