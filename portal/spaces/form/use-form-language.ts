import { useLingui } from '@lingui/react/macro'
import { codingWords, wordsOf, type AnswerValue, type Coding, type FormIssue, type FormNode, type Language, type QuestionnaireItem } from '@steckwerk/form'
import { answerWords } from '../../client/form-answer.ts'

export interface FormLanguage {
  readonly language: Language
  /** A question's or group's text, with its number where it has one. */
  readonly ask: (node: FormNode) => string
  readonly coding: (coding: Coding) => string
  readonly answer: (answer: AnswerValue, item?: QuestionnaireItem) => string
  readonly issue: (issue: FormIssue) => string
}

/** What stands in a questionnaire, in the language of the page. */
export function useFormLanguage(): FormLanguage {
  const { i18n, t } = useLingui()
  const language: Language = i18n.locale === 'en' ? 'en' : 'de'
  const words = { yes: t`Ja`, no: t`Nein`, file: t`Datei` }
  return {
    language,
    ask: ({ item }) => [item.prefix, wordsOf(item, 'text', language)].filter(Boolean).join(' ') || item.linkId,
    coding: coding => codingWords(coding, language),
    answer: (answer, item) => answerWords(answer, language, words, item),
    issue: ({ text, mend }) => `${text[language]} ${mend[language]}`,
  }
}
