import type { Questionnaire, QuestionnaireItem } from './contract.ts'
import { expressionsOf, urls } from './extensions.ts'

/** Why an expression cannot be used, and where: line and column count from 1. */
export interface ExpressionFault {
  readonly code: 'syntax' | 'function' | 'variable' | 'question' | 'too-long'
  readonly line: number
  readonly column: number
  /** What stands there; empty for what cannot be parsed. */
  readonly word: string
}

/** What somebody who writes a questionnaire wants checked. */
export interface Authoring {
  /** An expression on this item, by the part of FHIRPath that a form evaluates while it is filled in: functions that need no server, and the
   *  variables that exist in a browser (%resource, %context, %questionnaire, %qitem and those the questionnaire calculates itself). */
  readonly expression: (expression: string, questionnaire: Questionnaire, linkId: string) => ExpressionFault | undefined
  /** Whether this is a code of UCUM. */
  readonly unit: (code: string) => boolean
}

/** Sources: FHIRPath N1 and SDC's supplements (weight, ordinal). resolve, memberOf, conformsTo and %terminologies would ask a server. */
const functions = new Set((
  'empty exists all allTrue anyTrue allFalse anyFalse subsetOf supersetOf count distinct isDistinct where select repeat ofType as is single first last tail skip take intersect exclude union combine iif not '
  + 'toBoolean convertsToBoolean toInteger convertsToInteger toDate convertsToDate toDateTime convertsToDateTime toDecimal convertsToDecimal toQuantity convertsToQuantity toString convertsToString toTime convertsToTime '
  + 'indexOf lastIndexOf substring startsWith endsWith contains upper lower replace matches matchesFull replaceMatches length toChars split join trim abs ceiling exp floor ln log power round sqrt truncate '
  + 'children descendants now today timeOfDay sum min max avg aggregate extension hasValue getValue weight ordinal'
).split(' '))
const ownVariables = ['resource', 'context', 'questionnaire', 'qitem', 'ucum', 'sct', 'loinc']
const longest = 4_000

interface Node {
  readonly type: string
  readonly text?: string
  readonly delimitedText?: string
  readonly start?: { readonly line: number; readonly column: number }
  readonly children?: readonly Node[]
}

/** Loads the FHIRPath engine; its knowledge of units comes with it. */
export async function loadAuthoring(): Promise<Authoring> {
  const engine = await import('fhirpath')
  const units = engine.ucumUtils as { readonly validateUnitString: (code: string) => { readonly status: string } }
  return {
    unit: (code) => /^\S{1,64}$/.test(code) && units.validateUnitString(code).status === 'valid',
    expression: (expression, questionnaire, linkId) => {
      if (expression.length > longest) return { code: 'too-long', line: 1, column: 1, word: '' }
      let tree: Node
      try {
        tree = engine.parse(expression) as Node
      } catch (thrown) {
        const [, line = '1', column = '0'] = /line: (\d+); column: (\d+)/.exec(String(thrown)) ?? []
        return { code: 'syntax', line: Number(line), column: Number(column) + 1, word: '' }
      }
      const chain = wayTo(questionnaire.item, linkId) ?? []
      const variables = new Set([...ownVariables, ...[questionnaire, ...chain].flatMap((one) => expressionsOf(one, urls.variable)).filter(({ language }) => language === undefined || language === 'text/fhirpath').map(({ name }) => name)])
      const questions = new Set(linkIdsOf(questionnaire.item))
      for (const node of everyPart(tree)) {
        const { line, column } = node.start ?? { line: 1, column: 1 }
        const word = node.delimitedText ?? node.text ?? ''
        if (node.type === 'FunctionInvocation' && !functions.has(word)) return { code: 'function', line, column, word }
        if (node.type === 'ExternalConstantTerm' && !variables.has(word)) return { code: 'variable', line, column, word }
        const asked = node.type === 'EqualityExpression' && node.text === '=' ? namedQuestion(node) : undefined
        if (asked !== undefined && !questions.has(asked)) return { code: 'question', line, column, word: asked }
      }
      return undefined
    },
  }
}

function* everyPart(node: Node): Generator<Node> {
  yield node
  for (const child of node.children ?? []) yield* everyPart(child)
}

/** `linkId = 'a'` names the question a. */
function namedQuestion(node: Node): string | undefined {
  const parts = (node.children ?? []).map((child) => [...everyPart(child)])
  if (!parts[0]?.some(({ type, text }) => type === 'MemberInvocation' && text === 'linkId')) return undefined
  const literal = parts[1]?.find(({ type }) => type === 'StringLiteral')?.text
  return literal === undefined ? undefined : /^'(.*)'$/s.exec(literal)?.[1]?.replace(/\\(['\\])/g, '$1')
}

function wayTo(items: readonly QuestionnaireItem[] | undefined, linkId: string): readonly QuestionnaireItem[] | undefined {
  for (const item of items ?? []) {
    const below = item.linkId === linkId ? [] : wayTo(item.item, linkId)
    if (below !== undefined) return [item, ...below]
  }
  return undefined
}

function linkIdsOf(items: readonly QuestionnaireItem[] | undefined): readonly string[] {
  return (items ?? []).flatMap(({ linkId, item }) => [linkId, ...linkIdsOf(item)])
}
