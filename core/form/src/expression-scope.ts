import { Fault } from '@steckwerk/kernel/fault'
import type { FormContext, FormPlan, Questionnaire, QuestionnaireItem, QuestionnaireResponse, ResponseItem } from './contract.ts'
import { expressionsOf, urls, type Expression } from './extensions.ts'
import { evaluatorOf } from './plan.ts'

export interface Scope {
  readonly questionnaire: Questionnaire
  readonly context: FormContext
  readonly response: QuestionnaireResponse
}

/** An expression on an item: its focus (and %context) is the item's place in the response, %resource the response; variables of the
 *  questionnaire and of the groups around it are there. Source: SDC, expressions.
 *  Faults: form/expression-failed. */
export function evaluateAt(scope: Scope, item: QuestionnaireItem, path: string, expression: string, plan: FormPlan): readonly unknown[] {
  const run = evaluatorOf(scope.context)
  const variables: Record<string, unknown> = { ...scope.context.variables, resource: scope.response, questionnaire: scope.questionnaire }
  const focuses = focusesOf(scope.response, path)
  try {
    const define = (expressions: readonly Expression[], focus: unknown): void => {
      for (const { name, language, expression: text = '' } of expressions) {
        if (name !== undefined && (language === undefined || language === 'text/fhirpath')) variables[name] = run(text, focus, variables)
      }
    }
    define(expressionsOf(scope.questionnaire, urls.variable), scope.response)
    const chain = [...plan.items.get(item.linkId)!.ancestors, item]
    chain.forEach((one, index) => define(expressionsOf(one, urls.variable), focuses[index] ?? { linkId: one.linkId }))
    return run(expression, focuses[chain.length - 1] ?? { linkId: item.linkId }, { ...variables, qitem: item })
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    throw new Fault('unprocessable', 'form/expression-failed', 'An expression of the questionnaire cannot be evaluated.', { at: path, cause: thrown })
  }
}

/** The response's items on the way to a path, outermost first. */
function focusesOf(response: QuestionnaireResponse, path: string): readonly (ResponseItem | undefined)[] {
  let items = response.item
  return path.split('/').map((segment) => {
    const [, name = '', index = '0'] = /^(.*?)(?:\[(\d+)\])?$/.exec(segment) ?? []
    const linkId = decodeURIComponent(name)
    const found = items?.filter((one) => one.linkId === linkId)[Number(index)]
    items = found?.item ?? found?.answer?.[0]?.item
    return found
  })
}
