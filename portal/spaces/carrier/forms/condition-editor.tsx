import { NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { conditionAnswers, conditionOf, conditionQuestions, writeCondition } from '../../../client/form-build-item.ts'
import { mainLanguage } from '../../../client/form-build-words.ts'
import { useBuildWords } from './use-build-words.ts'
import classes from './forms.module.css'

/** Asked always, or only after one answer to an earlier question. */
export function ConditionEditor({ questionnaire, item, wrong, onChange }: {
  questionnaire: Questionnaire; item: QuestionnaireItem; wrong: string | undefined; onChange: (change: (item: QuestionnaireItem) => QuestionnaireItem) => void
}) {
  const { t, i18n } = useLingui()
  const words = useBuildWords()
  const main = mainLanguage(questionnaire)
  const condition = conditionOf(item)
  if (condition === 'kept') return <p className={classes['small']}><Trans>Diese Frage hat eine Bedingung, die hier nicht dargestellt wird. Sie wird beibehalten.</Trans></p>
  const questions = conditionQuestions(questionnaire, item.linkId)
  if (questions.length === 0 && condition === undefined) return null
  const chosen = questions.find(({ linkId }) => linkId === condition?.question)
  const answersOf = (question: QuestionnaireItem) => (conditionAnswers(question, main) ?? []).map(({ answer, texts }) => ({
    value: answer, label: texts === undefined ? (answer === 'true' ? t`Ja` : t`Nein`) : (i18n.locale === 'en' ? texts.en || texts.de : texts.de || texts.en) || '…',
  }))
  const answers = chosen === undefined ? [] : answersOf(chosen)
  const set = (question: QuestionnaireItem | undefined, answer?: string) => {
    const first = question === undefined ? undefined : answer ?? answersOf(question)[0]?.value
    onChange(one => writeCondition(one, question === undefined || first === undefined ? undefined : { question: question.linkId, answer: first }))
  }
  return (
    <div className={classes['pair']}>
      <NativeSelect
        label={t`Wird gefragt`} value={condition?.question ?? ''} error={wrong} onChange={event => set(questions.find(({ linkId }) => linkId === event.currentTarget.value))}
        data={[{ value: '', label: t`immer` }, ...questions.map(one => ({ value: one.linkId, label: t`nur nach: ${words.name(one)}` })), ...(condition !== undefined && chosen === undefined ? [{ value: condition.question, label: t`nach einer Frage, die fehlt` }] : [])]}
      />
      {condition !== undefined && chosen !== undefined && (
        <NativeSelect label={t`wenn die Antwort lautet`} value={condition.answer} onChange={event => set(chosen, event.currentTarget.value)}
          data={[...answers, ...(answers.some(({ value }) => value === condition.answer) ? [] : [{ value: condition.answer, label: t`Antwort, die fehlt` }])]} />
      )}
    </div>
  )
}
