import { urls, type Coding, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { putExtension, withValue } from './form-build-extension.ts'
import { isNumber, readUnit } from './form-build-number.ts'
import { hasPoints } from './form-build-points.ts'
import { placesOf } from './form-build-tree.ts'

/** What a calculated question says, in words for somebody who knows no FHIRPath. */
export type Calculation =
  /** Of all answers to these questions. wait: no result before each has an answer; skip: from those that have one. */
  | { readonly how: 'points' | 'sum' | 'mean'; readonly questions: readonly string[]; readonly missing: 'wait' | 'skip'; readonly decimals: number }
  /** The first less the second. */
  | { readonly how: 'difference'; readonly questions: readonly [string, string]; readonly decimals: number }
  /** Weight in kg by the square of the height, in cm or m. */
  | { readonly how: 'bmi'; readonly questions: readonly [string, string]; readonly height: 'cm' | 'm'; readonly decimals: number }
  /** The answer whose lower limit the number reaches; highest first. No limit = all that is below. */
  | { readonly how: 'grade'; readonly question: string; readonly steps: readonly GradeStep[] }
  | { readonly how: 'expression'; readonly expression: string }

interface GradeStep {
  readonly code: string
  readonly from: number | undefined
}

export type How = Calculation['how']

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
const listOf = (questions: readonly string[]): string => questions.length === 0 ? '{}' : questions.map(quoted).join(' | ')
const itemsOf = (questions: readonly string[]): string => `%resource.descendants().where(linkId in (${listOf(questions)}))`
/** Amounts count by their number. */
const plain = '.answer.value.select(iif($this is Quantity, value, $this))'
const numberOf = (question: string): string => `%resource.descendants().where(linkId = ${quoted(question)})${plain}.first()`

/** The FHIRPath of a calculation. Questions are found wherever they stand, so that moving one changes nothing. */
export function expressionOf(calculation: Calculation): string {
  switch (calculation.how) {
    case 'expression': return calculation.expression
    case 'difference': return `(${numberOf(calculation.questions[0])} - ${numberOf(calculation.questions[1])}).round(${calculation.decimals})`
    case 'bmi': return `(${numberOf(calculation.questions[0])} / (${numberOf(calculation.questions[1])}${calculation.height === 'cm' ? ' / 100' : ''}).power(2)).round(${calculation.decimals})`
    case 'grade': return `${numberOf(calculation.question)}.select(${gradeOf(inOrder(calculation.steps))})`
    default: {
      const { how, questions, missing, decimals } = calculation
      const answered = `%resource.descendants().where(linkId in (${listOf(questions)}) and answer.exists()).linkId.distinct().count()`
      const result = how === 'points' ? `${itemsOf(questions)}.answer.value.weight().sum()` : `${itemsOf(questions)}${plain}.${how === 'sum' ? 'sum' : 'avg'}()`
      return `iif(${answered} ${missing === 'wait' ? `= ${questions.length}` : '> 0'}, ${result}.round(${decimals}), {})`
    }
  }
}

const inOrder = (steps: readonly GradeStep[]): readonly GradeStep[] => steps.toSorted((a, b) => (b.from ?? -Infinity) - (a.from ?? -Infinity))
function gradeOf([first, ...rest]: readonly GradeStep[]): string {
  if (first === undefined) return '{}'
  return first.from === undefined ? quoted(first.code) : `iif($this >= ${first.from}, ${quoted(first.code)}, ${gradeOf(rest)})`
}

/** What an expression says; `expression` where it is none that is made here. Read by making each that it could be anew. */
export function calculationOf(expression: string): Calculation {
  const same = (one: Calculation): boolean => expressionOf(one) === expression
  const questions = [...expression.matchAll(/linkId in \((.*?)\)(?= and answer)|linkId = ('(?:[^'\\]|\\.)*')\)/g)].flatMap(([, list, one]) => textsIn(list ?? one ?? ''))
  const decimals = Number(/\.round\((\d)\)(?:, \{\}\))?$/.exec(expression)?.[1] ?? 0)
  const [first, second] = questions
  const lists = (['points', 'sum', 'mean'] as const).flatMap(how => (['wait', 'skip'] as const).map(missing => ({ how, questions, missing, decimals }) satisfies Calculation))
  const pairs = first === undefined || second === undefined ? [] : [{ how: 'difference', questions: [first, second], decimals } as const, ...(['cm', 'm'] as const).map(height => ({ how: 'bmi', questions: [first, second], height, decimals }) as const)]
  const steps = [...expression.matchAll(/iif\(\$this >= (-?[\d.]+), ('(?:[^'\\]|\\.)*'), /g)].map(([, from, code]): GradeStep => ({ code: textsIn(code!)[0]!, from: Number(from) }))
  const below = textsIn(/('(?:[^'\\]|\\.)*')\)+$/.exec(expression)?.[1] ?? '')[0]
  const grades = first === undefined ? [] : [steps, ...(below === undefined ? [] : [[...steps, { code: below, from: undefined }]])].map(one => ({ how: 'grade', question: first, steps: one }) satisfies Calculation)
  return [...lists, ...pairs, ...grades].find(same) ?? { how: 'expression', expression }
}

const textsIn = (list: string): string[] => [...list.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text.replace(/\\([\\'])/g, '$1'))

/** undefined = somebody answers it; kept = calculated in a way that is not to be changed here. */
export function readCalculation(item: QuestionnaireItem): Calculation | 'kept' | undefined {
  const found = (item.extension ?? []).filter(({ url }) => url === urls.calculatedExpression)
  const { expression, language = 'text/fhirpath' } = (found[0]?.['valueExpression'] ?? {}) as { readonly expression?: unknown; readonly language?: string }
  if (found.length === 0) return undefined
  return found.length > 1 || typeof expression !== 'string' || language !== 'text/fhirpath' ? 'kept' : calculationOf(expression)
}

/** As it stands in a new one too: what an expression says besides (a name, a description) stays. */
export function writeCalculation(item: QuestionnaireItem, calculation: Calculation): QuestionnaireItem {
  const before = readCalculation(item)
  const expression = expressionOf(calculation)
  if (before === 'kept' || (before !== undefined && expressionOf(before) === expression)) return item
  const stored = item.extension?.find(({ url }) => url === urls.calculatedExpression)
  return putExtension(item, urls.calculatedExpression, withValue(stored, urls.calculatedExpression, 'valueExpression', { language: 'text/fhirpath', ...(stored?.['valueExpression'] ?? {}), expression }))
}

/** Questions a calculation of this kind can use, in the order of the form; never itself, nor what is calculated from it. */
export function calculationQuestions(questionnaire: Questionnaire, linkId: string, how: How): readonly QuestionnaireItem[] {
  const items = placesOf(questionnaire).map(({ item }) => item)
  return items.filter(item => item.linkId !== linkId && !needs(items, item, linkId, new Set()) && (how === 'points' ? hasPoints(item) : isNumber(item)))
}

function needs(items: readonly QuestionnaireItem[], item: QuestionnaireItem, linkId: string, seen: Set<string>): boolean {
  if (seen.has(item.linkId)) return false
  seen.add(item.linkId)
  const calculation = readCalculation(item)
  const named = calculation === undefined || calculation === 'kept' ? [] : namedIn(calculation)
  return named.some(one => one === linkId || items.some(other => other.linkId === one && needs(items, other, linkId, seen)))
}

/** Questions a calculation names; of an expression those that are written out. */
export function namedIn(calculation: Calculation): readonly string[] {
  return calculation.how === 'grade' ? [calculation.question] : calculation.how === 'expression' ? textsIn(calculation.expression) : calculation.questions
}

export type CalculationWrong = 'calculation-empty' | 'calculation-question' | 'calculation-units' | 'grade-steps'

/** What is wrong with a calculation that is made here; of an expression nothing is known without the engine. */
export function calculationWrong(questionnaire: Questionnaire, item: QuestionnaireItem): CalculationWrong | undefined {
  const calculation = readCalculation(item)
  if (calculation === undefined || calculation === 'kept') return undefined
  if (calculation.how === 'expression') return calculation.expression.trim() === '' ? 'calculation-empty' : undefined
  const questions = namedIn(calculation)
  if (questions.length === 0 || questions.includes('')) return 'calculation-empty'
  const usable = calculationQuestions(questionnaire, item.linkId, calculation.how)
  const used = questions.map(one => usable.find(({ linkId }) => linkId === one))
  if (used.includes(undefined) || (calculation.how === 'difference' && questions[0] === questions[1])) return 'calculation-question'
  const units = (used as readonly QuestionnaireItem[]).map(unitCode)
  if (calculation.how === 'bmi') return units[0] === 'kg' && units[1] === calculation.height ? undefined : 'calculation-units'
  if (calculation.how === 'grade') return stepsHold(item, calculation.steps) ? undefined : 'grade-steps'
  return calculation.how !== 'points' && new Set(units).size > 1 ? 'calculation-units' : undefined
}

export function unitCode(item: QuestionnaireItem): string | undefined {
  const unit = readUnit(item)
  return unit === 'kept' ? undefined : unit?.code
}

/** Each answer has its own limit; one at most has none. */
function stepsHold(item: QuestionnaireItem, steps: readonly GradeStep[]): boolean {
  const codes = (item.answerOption ?? []).map(option => (option['valueCoding'] as Coding | undefined)?.code)
  return codes.length > 0 && codes.every(code => steps.some(step => step.code === code)) && new Set(steps.map(({ from }) => from)).size === steps.length
}

/** After answers were added or taken away: with the limits of those that are still there; a new one has none yet. */
export function regraded(item: QuestionnaireItem): QuestionnaireItem {
  const calculation = readCalculation(item)
  if (calculation === undefined || calculation === 'kept' || calculation.how !== 'grade') return item
  const codes = (item.answerOption ?? []).flatMap(option => (option['valueCoding'] as Coding | undefined)?.code ?? [])
  return writeCalculation(item, { ...calculation, steps: codes.map(code => calculation.steps.find(step => step.code === code) ?? { code, from: undefined }) })
}
