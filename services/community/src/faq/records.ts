import { allDocuments } from '../all-documents.ts'
import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import type { QuestionInput } from './shapes.ts'

export const kinds = { question: 'faq-question', asked: 'faq-asked', vote: 'faq-vote' } as const

export interface Question extends QuestionInput {
  /** When it was first published; milliseconds since 1970 UTC. */
  readonly since: number | undefined
}

/** What a visitor asked. */
export interface AskedQuestion {
  readonly question: string
  /** Where the answer goes; '' = nowhere. */
  readonly mail: string
  readonly language: 'de' | 'en'
  readonly secret: string
  /** Without an address at once; with one once its link was opened. */
  readonly confirmed: boolean
}

/** One browser's word on a question; its parent is the question. */
export interface Vote {
  readonly helpful: boolean
}

export function questionsOf(documents: PlugDocuments, all: boolean): Promise<readonly PlugDocument<Question>[]> {
  return allDocuments<Question>(documents, kinds.question).then((found) => found.filter(({ body }) => all || body.published))
}
