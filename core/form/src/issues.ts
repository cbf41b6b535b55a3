import type { AnswerValue, Form, FormIssue, FormNode, QuestionnaireItem } from './contract.ts'
import { orderOf } from './enable-when.ts'
import { valueMember } from './extensions.ts'
import { formIssue } from './issue-words.ts'
import { limitsOf, optionsOf, pointsOf, unitsOf, type Limits } from './item-rules.ts'
import { withoutIndex } from './paths.ts'
import { everyNode } from './tree.ts'
import { same } from './values.ts'

const longestPattern = 500
const longestMatched = 10_000

/** What is wrong or missing in a form as it stands, in the order of its questions. */
export function issuesOf(form: Form): readonly FormIssue[] {
  return [...everyNode(form.nodes)].filter(({ enabled }) => enabled).flatMap((node) => (node.item.type === 'group' ? groupIssues(node) : node.item.type === 'display' ? [] : questionIssues(form, node)))
}

function groupIssues(node: FormNode): FormIssue[] {
  const { minOccurs, maxOccurs } = limitsOf(node.item)
  const missing = node.item.required === true && (node.instance?.index ?? 0) === 0 && ![...everyNode(node.children)].some(({ enabled, answers }) => enabled && answers.length > 0)
  if (missing) return [formIssue(node.path, 'required')]
  if (node.instance?.index !== 0) return []
  if (node.instance.count > maxOccurs) return [formIssue(withoutIndex(node.path), 'too-many', maxOccurs)]
  return minOccurs > 1 && node.instance.count < minOccurs ? [formIssue(withoutIndex(node.path), 'too-few', minOccurs)] : []
}

function questionIssues(form: Form, { item, path, answers }: FormNode): FormIssue[] {
  const limits = limitsOf(item)
  if (answers.length === 0) return limits.minOccurs > 0 && item.required === true ? [formIssue(path, 'required')] : []
  const found: FormIssue[] = []
  if (answers.length < limits.minOccurs) found.push(formIssue(path, 'too-few', limits.minOccurs))
  if (answers.length > limits.maxOccurs) found.push(formIssue(path, 'too-many', limits.maxOccurs))
  const options = optionsOf(item, form.questionnaire, form.context)
  for (const answer of answers) found.push(...answerIssues(item, path, answer, limits, options))
  return [...new Map(found.map((issue) => [issue.code, issue])).values()]
}

function answerIssues(item: QuestionnaireItem, path: string, answer: AnswerValue, limits: Limits, options: readonly AnswerValue[] | undefined): FormIssue[] {
  const member = valueMember(answer)!
  const value = answer[member]
  const found: FormIssue[] = []
  if (typeof value === 'string') {
    const length = [...value].length
    if (limits.maxLength !== undefined && length > limits.maxLength) found.push(formIssue(path, 'too-long', limits.maxLength))
    if (limits.minLength !== undefined && length < limits.minLength) found.push(formIssue(path, 'too-short', limits.minLength))
    if (limits.pattern !== undefined && !matches(limits.pattern, value)) found.push(formIssue(path, 'pattern'))
  }
  const amount = member === 'valueQuantity' ? (value as { readonly value: number }).value : value
  if (limits.minValue !== undefined && (orderTo(member, amount, limits.minValue) ?? 0) < 0) found.push(formIssue(path, 'too-small', limits.minValue))
  if (limits.maxValue !== undefined && (orderTo(member, amount, limits.maxValue) ?? 0) > 0) found.push(formIssue(path, 'too-large', limits.maxValue))
  if (limits.decimals !== undefined && typeof amount === 'number' && (String(amount).split('.')[1]?.length ?? 0) > limits.decimals) found.push(formIssue(path, 'decimals', limits.decimals))
  if (member === 'valueQuantity') {
    const units = unitsOf(item)
    const { unit, code } = value as { readonly unit?: string; readonly code?: string }
    if (units.length > 0 && !units.some((one) => (code === undefined ? one.display === unit : one.code === code))) found.push(formIssue(path, 'unit'))
  }
  const chosen = item.type === 'choice' || (item.type === 'open-choice' && member === 'valueCoding')
  // A value set that is not known here cannot be held against the answer.
  if (chosen && options !== undefined && options.length > 0 && !options.some((option) => same(option, answer) && countsAs(option, answer))) found.push(formIssue(path, 'not-an-option'))
  if (member === 'valueAttachment') found.push(...attachmentIssues(path, value as Attachment, limits))
  return found
}

/** An answer may leave its points out; others than its option's would make another score. */
function countsAs(option: AnswerValue, answer: AnswerValue): boolean {
  const points = pointsOf(answer)
  return points === undefined || points === pointsOf(option)
}

interface Attachment {
  readonly contentType?: string
  readonly data?: string
  readonly size?: number
}

function attachmentIssues(path: string, { contentType, data, size }: Attachment, limits: Limits): FormIssue[] {
  const bytes = data === undefined ? size ?? 0 : Math.floor(data.length * 3 / 4) - (data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0)
  return [
    ...limits.contentTypes.length > 0 && !limits.contentTypes.some((one) => one === contentType || (one.endsWith('/*') && contentType?.startsWith(one.slice(0, -1)) === true)) ? [formIssue(path, 'attachment-type', limits.contentTypes.join(', '))] : [],
    ...limits.maxSize !== undefined && bytes > limits.maxSize ? [formIssue(path, 'attachment-size', Math.floor(limits.maxSize / 1000))] : [],
  ]
}

function orderTo(member: string, amount: unknown, limit: number | string): number | undefined {
  return typeof amount === 'number' ? orderOf({ valueDecimal: amount }, { valueDecimal: Number(limit) }) : typeof amount === 'string' ? orderOf({ [member]: amount }, { [member]: limit }) : undefined
}

/** A pattern that is none holds of everything: that is the questionnaire's fault, not the person's. */
function matches(pattern: string, text: string): boolean {
  if (pattern.length > longestPattern || text.length > longestMatched) return true
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text)
  } catch {
    return true
  }
}

