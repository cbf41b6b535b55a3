import { answerWords, everyNode, questionsOf, wordsOf, type Language, type Questionnaire, type ResponseItem } from '@steckwerk/form'
import { formWith } from './answers.ts'

/** A column for each question: the heads, and what one person answered; several answers to one question stand one below the other. */
export function answerColumns(questionnaire: Questionnaire, language: Language): { readonly heads: readonly string[]; readonly row: (item: readonly ResponseItem[]) => readonly string[] } {
  const questions = questionsOf(questionnaire)
  return {
    heads: questions.map((item) => wordsOf(item, 'text', language)),
    row: (item) => {
      const nodes = [...everyNode(formWith(questionnaire, item).nodes)]
      return questions.map(({ linkId }) => nodes.filter((node) => node.enabled && node.item.linkId === linkId).flatMap((node) => node.answers.map((one) => answerWords(one, language, node.item))).join('\n'))
    },
  }
}
