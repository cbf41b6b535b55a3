import type { AnswerSource, AnswerValue, FormIssue, Questionnaire, QuestionnaireItem, QuestionnaireResponse, ResponseAnswer, ResponseItem } from './contract.ts'
import { valueMember } from './extensions.ts'
import { formIssue } from './issue-words.ts'
import { below, instanceAt } from './paths.ts'
import { canonicalOf, sourceOf } from './response-items.ts'
import { fits } from './values.ts'

export interface ReadAnswers {
  readonly answers: Map<string, readonly AnswerValue[]>
  readonly instances: Map<string, number>
  readonly sources: Map<string, AnswerSource>
  readonly byPath: ReadonlyMap<string, { readonly linkId: string; readonly values: readonly AnswerValue[] }>
  /** Where the response is not built like the questionnaire; that part is left out of the answers. */
  readonly issues: readonly FormIssue[]
}

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) as T[] : [])

/** A response's answers by path. */
export function readAnswers(questionnaire: Questionnaire, response: QuestionnaireResponse): ReadAnswers {
  const [answers, instances, sources, byPath] = [new Map<string, readonly AnswerValue[]>(), new Map<string, number>(), new Map<string, AnswerSource>(), new Map<string, { linkId: string; values: readonly AnswerValue[] }>()]
  const issues: FormIssue[] = []
  if (response.resourceType !== 'QuestionnaireResponse') issues.push(formIssue('', 'structure'))
  const canonical = canonicalOf(questionnaire)
  if (canonical !== undefined && response.questionnaire !== undefined && response.questionnaire !== canonical && response.questionnaire !== questionnaire.url) issues.push(formIssue('', 'structure'))

  function read(given: unknown, asked: readonly QuestionnaireItem[], parent: string): void {
    if (given !== undefined && !Array.isArray(given)) issues.push(formIssue(parent, 'structure'))
    const items = list<ResponseItem>(given)
    const order = items.map(({ linkId }) => asked.findIndex((item) => item.linkId === linkId))
    if (order.includes(-1)) issues.push(formIssue(parent, 'unknown-item'))
    if (order.some((at, index) => at >= 0 && at < (order[index - 1] ?? 0))) issues.push(formIssue(parent, 'structure'))
    for (const item of asked) {
      const found = items.filter(({ linkId }) => linkId === item.linkId)
      if (found.length === 0) continue
      const path = below(parent, item.linkId)
      if (item.type === 'display' || (found.length > 1 && (item.type !== 'group' || item.repeats !== true))) issues.push(formIssue(path, 'structure'))
      if (item.type === 'group') readGroup(item, path, found)
      else if (item.type !== 'display') readQuestion(item, path, found[0]!)
    }
  }

  function readGroup(item: QuestionnaireItem, path: string, found: readonly ResponseItem[]): void {
    if (found.some(({ answer }) => answer !== undefined)) issues.push(formIssue(path, 'structure'))
    if (item.repeats !== true) return read(found[0]!.item, item.item ?? [], path)
    instances.set(path, found.length)
    found.forEach((one, index) => read(one.item, item.item ?? [], instanceAt(path, index)))
  }

  function readQuestion(item: QuestionnaireItem, path: string, found: ResponseItem): void {
    if (found.item !== undefined) issues.push(formIssue(path, 'structure'))
    const given = list<ResponseAnswer>(found.answer)
    const values = given.flatMap((one): AnswerValue[] => {
      const member = valueMember(one)
      const value = member === undefined ? {} : { [member]: one[member] }
      if (fits(item, value)) return [value]
      issues.push(formIssue(path, 'type'))
      return []
    })
    if (values.length > 0) {
      answers.set(path, values)
      byPath.set(path, { linkId: item.linkId, values })
      const source = sourceOf(given[0]!)
      if (source !== undefined) sources.set(path, source)
    }
    for (const { item: inner } of given) if (inner !== undefined) read(inner, item.item ?? [], path)
  }

  read(response.item, questionnaire.item ?? [], '')
  return { answers, instances, sources, byPath, issues }
}
