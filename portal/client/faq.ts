import type { NetworkInfo } from '@steckwerk/api/contract/network'
import { networkPath } from './network.ts'
import type { Block } from './news.ts'
import { request } from './request.ts'
import type { MailLink } from './upkeep.ts'

/** What the network's service answers at /services/{plug}/{network}/questions and …/asked. */
export interface QuestionFacts {
  readonly question: string
  readonly answer: string
  readonly topic: string
  readonly published: boolean
}

export interface Question {
  readonly id: string
  readonly question: string
  readonly topic: string
  readonly published: boolean
  readonly blocks: readonly Block[]
  /** For editors, as the next ones. */
  readonly version?: number
  readonly answer?: string
  readonly helped?: number
  readonly notHelped?: number
}

export interface AskedQuestion {
  readonly id: string
  readonly at: string
  readonly question: string
  /** Whether somebody is told of the answer. */
  readonly answerable: boolean
}

const at = (network: NetworkInfo, ...parts: readonly string[]): string => networkPath(network, 'community', ...parts)

export const fetchQuestions = (network: NetworkInfo, q: string, signal: AbortSignal): Promise<{ readonly editor: boolean; readonly questions: readonly Question[] }> =>
  request(`${at(network, 'questions')}${q === '' ? '' : `?${new URLSearchParams({ q }).toString()}`}`, { signal })
export const addQuestion = (network: NetworkInfo, question: QuestionFacts, asked?: string): Promise<{ readonly id: string }> =>
  request(at(network, 'questions'), { method: 'POST', json: { question, ...(asked === undefined ? {} : { asked }) } })
export const changeQuestion = (network: NetworkInfo, id: string, version: number, question: QuestionFacts): Promise<unknown> => request(at(network, 'questions', id), { method: 'PUT', json: { version, question } })
export const removeQuestion = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'questions', id), { method: 'DELETE' })
export const sayHelpful = (network: NetworkInfo, id: string, helpful: boolean): Promise<unknown> => request(at(network, 'questions', id, 'helpful'), { method: 'PUT', json: { helpful } })
export const askQuestion = (network: NetworkInfo, json: { readonly question: string; readonly mail: string }): Promise<unknown> => request(at(network, 'asked'), { method: 'POST', json })
export const confirmAsked = (network: NetworkInfo, { id, link }: MailLink): Promise<{ readonly question: string }> => request(at(network, 'asked', id, 'confirmed'), { method: 'POST', json: { link } })
export const fetchAsked = (network: NetworkInfo, signal: AbortSignal): Promise<{ readonly asked: readonly AskedQuestion[] }> => request(at(network, 'asked'), { signal })
export const refuseAsked = (network: NetworkInfo, id: string): Promise<unknown> => request(at(network, 'asked', id), { method: 'DELETE' })
