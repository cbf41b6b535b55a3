import type { AnswerValue, Coding, EnableWhen, QuestionnaireItem } from './contract.ts'
import { valueMember } from './extensions.ts'
import { same } from './values.ts'

/** Whether an item's enableWhen let it be asked. `answersTo`: answers, given and in force, to the question as seen from the item.
 *  Source: FHIR R4 Questionnaire.item.enableWhen. */
export function enabledByAnswers(item: QuestionnaireItem, answersTo: (linkId: string) => readonly AnswerValue[]): boolean {
  if (item.enableWhen === undefined || item.enableWhen.length === 0) return true
  const holds = (condition: EnableWhen): boolean => {
    const answers = answersTo(condition.question)
    if (condition.operator === 'exists') return (answers.length > 0) === (condition['answerBoolean'] !== false)
    const expected = expectedOf(condition)
    return expected !== undefined && answers.some((answer) => compares(answer, condition.operator, expected))
  }
  return item.enableBehavior === 'any' ? item.enableWhen.some(holds) : item.enableWhen.every(holds)
}

function expectedOf(condition: EnableWhen): AnswerValue | undefined {
  const member = Object.keys(condition).find((name) => /^answer[A-Z]/.test(name))
  return member === undefined ? undefined : { [member.replace('answer', 'value')]: (condition as unknown as Readonly<Record<string, unknown>>)[member] }
}

function compares(answer: AnswerValue, operator: EnableWhen['operator'], expected: AnswerValue): boolean {
  if (operator === '=') return same(answer, expected)
  if (operator === '!=') return !same(answer, expected)
  const order = orderOf(answer, expected)
  if (order === undefined) return false
  switch (operator) {
    case '>': return order > 0
    case '<': return order < 0
    case '>=': return order >= 0
    default: return order <= 0
  }
}

/** Negative where the first comes before the second; undefined where they cannot be compared. */
export function orderOf(a: AnswerValue, b: AnswerValue): number | undefined {
  const [left, right] = [comparable(a), comparable(b)]
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left !== 'string' || typeof right !== 'string') return undefined
  if (left.includes('T') && right.includes('T')) return Date.parse(left) - Date.parse(right)
  // Dates of different precision compare by what both say.
  const length = /^\d{4}/.test(left) ? Math.min(left.length, right.length) : Math.max(left.length, right.length)
  return left.slice(0, length) < right.slice(0, length) ? -1 : Number(left.slice(0, length) > right.slice(0, length))
}

function comparable(answer: AnswerValue): unknown {
  const member = valueMember(answer)
  const value = member === undefined ? undefined : answer[member]
  if (member === 'valueQuantity') return (value as { readonly value?: number }).value
  if (member === 'valueCoding') return (value as Coding).code
  return value
}
