import type { Questionnaire, QuestionnaireItem } from './contract.ts'

/** Everything that is answered, in its order. */
export function questionsOf({ item = [] }: Pick<Questionnaire, 'item'>): readonly QuestionnaireItem[] {
  return item.flatMap((one): readonly QuestionnaireItem[] => [...one.type === 'group' || one.type === 'display' ? [] : [one], ...questionsOf({ item: one.item ?? [] })])
}
