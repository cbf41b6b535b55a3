import { fromResponse, optionsOf, toResponse, validate, type AnswerValue, type Coding, type Form, type FormIssue, type FormNode, type Questionnaire, type QuestionnaireResponse, type ResponseItem } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'

/** Answers as they are sent: items of a QuestionnaireResponse; the engine says whether they belong to their form. */
export const answersInput = z.array(z.looseObject({ linkId: z.string().max(64) })).max(200)

const longestText = 4000
const responseWith = (item: readonly ResponseItem[]): QuestionnaireResponse => ({ resourceType: 'QuestionnaireResponse', status: 'completed', item })

/** The answers as they are kept: what the form asks, and nothing else that came along. Faults: community/answers with the questions that are wrong. */
export function checkedAnswers(questionnaire: Questionnaire, given: unknown): readonly ResponseItem[] {
  const response = responseWith(given as readonly ResponseItem[])
  const issues = validate(questionnaire, response)
  if (issues.length > 0) refuse(issues)
  const kept = toResponse(formWith(questionnaire, response.item!)).item ?? []
  if (JSON.stringify(kept).length > 48_000 || textsIn(kept).some((one) => one.length > longestText)) throw new Fault('unprocessable', 'community/answers', 'An answer is too long.')
  return kept
}

/** Whether something answered would not be found any more in the form as it is to become: a question or an answer to choose is gone, or is of another kind. */
export function losesAnswers(questionnaire: Questionnaire, given: readonly (readonly ResponseItem[])[]): boolean {
  const lost: ReadonlySet<FormIssue['code']> = new Set(['structure', 'unknown-item', 'type', 'not-an-option', 'unit'])
  return given.some((item) => validate(questionnaire, responseWith(item)).some(({ code }) => lost.has(code)))
}

/** A form with these answers. What was chosen is called as the form calls it now, whatever the sender called it. */
export function formWith(questionnaire: Questionnaire, item: readonly ResponseItem[]): Form {
  const form = fromResponse(questionnaire, responseWith(item))
  const asOffered = (node: FormNode): FormNode => {
    const options = optionsOf(node.item, questionnaire, {}) ?? []
    return { ...node, answers: node.answers.map((answer) => options.find((option) => codeOf(option) !== undefined && codeOf(option) === codeOf(answer)) ?? answer), children: node.children.map(asOffered) }
  }
  return { ...form, nodes: form.nodes.map(asOffered) }
}

/** Of something that was chosen; undefined = of another kind. */
export const codeOf = ({ valueCoding }: AnswerValue): string | undefined => {
  const { system = '', code } = (valueCoding ?? {}) as Coding
  return code === undefined ? undefined : `${system}|${code}`
}

function textsIn(items: readonly ResponseItem[]): readonly string[] {
  return items.flatMap(({ answer = [], item = [] }) => [...answer.flatMap((one) => [...typeof one['valueString'] === 'string' ? [one['valueString']] : [], ...textsIn(one.item ?? [])]), ...textsIn(item)])
}

function refuse(issues: readonly FormIssue[]): never {
  throw new Fault('unprocessable', 'community/answers', 'Some answers are missing or do not fit.', {
    issues: issues.slice(0, 100).map(({ path, code, text, mend }) => ({ severity: 'error', type: code === 'required' ? 'required' : 'value', text: `${text.de} ${mend.de} / ${text.en} ${mend.en}`, at: path })),
  })
}
