import { Fault } from '@steckwerk/kernel/fault'
import type { AnswerSource, AnswerValue, Form, FormContext, FormNode, FormPlan, Questionnaire, QuestionnaireItem } from './contract.ts'
import { enabledByAnswers } from './enable-when.ts'
import { fhirpathOf, urls } from './extensions.ts'
import { evaluateAt, type Scope } from './expression-scope.ts'
import { optionsOf, unitOf } from './item-rules.ts'
import { below } from './paths.ts'
import { responseItems, responseOf } from './response-items.ts'
import { everyNode, nodeAt, treeOf, type TreeState } from './tree.ts'
import { canonicalJson, same, toAnswer } from './values.ts'

export interface Unsettled extends TreeState {
  readonly questionnaire: Questionnaire
  readonly plan: FormPlan
  readonly context: FormContext
}

/** Works out what is asked and what is calculated until nothing changes any more. `calculate: false` leaves calculated answers as they are.
 *  Faults: form/unstable: questions or calculations never come to rest; form/expression-failed. */
export function settle(state: Unsettled, options: { readonly calculate?: boolean } = {}): Form {
  const { plan, context, questionnaire, instances } = state
  const [answers, sources] = [new Map(state.answers), new Map(state.sources)]
  const clockRead = new Set<string>()
  let before: { readonly nodes: readonly FormNode[]; readonly enabled: string } | undefined
  // Each round settles at least one item more where nothing goes in circles.
  for (let round = 0; round <= 2 * plan.items.size + 4; round++) {
    const inForce = inForceOf(before?.nodes, answers)
    const scope: Scope | undefined = plan.expressions ? { questionnaire, context, response: responseOf(questionnaire, responseItems(before?.nodes ?? treeOf(questionnaire.item, { answers, instances, sources }, () => true), withPoints)) } : undefined
    const nodes = treeOf(questionnaire.item, { answers, instances, sources }, (item, path) => isAsked(item, path, inForce, scope))
    const enabled = [...everyNode(nodes)].filter((node) => node.enabled).map(({ path }) => path).join('\n')
    const changed = scope !== undefined && options.calculate !== false && calculate(nodes, scope)
    if (!changed && before?.enabled === enabled) return { questionnaire, plan, context, answers, instances, sources, nodes }
    before = { nodes: changed ? treeOf(questionnaire.item, { answers, instances, sources }, (_item, path) => nodeAt(nodes, path)?.enabled ?? true) : nodes, enabled }
  }
  throw new Fault('unprocessable', 'form/unstable', 'Questions or calculations of this questionnaire never come to rest.')

  /** Points come from the questionnaire, whatever an answer brought along. */
  function withPoints(item: QuestionnaireItem, answer: AnswerValue): AnswerValue {
    if (answer['valueCoding'] === undefined) return answer
    return optionsOf(item, questionnaire, context)?.find((option) => same(option, answer)) ?? answer
  }

  function isAsked(item: QuestionnaireItem, path: string, inForce: (linkId: string, from: string) => readonly AnswerValue[], scope: Scope | undefined): boolean {
    if (!enabledByAnswers(item, (linkId) => inForce(linkId, path))) return false
    const expression = fhirpathOf(item, urls.enableWhenExpression)
    return expression === undefined || scope === undefined || evaluateAt(scope, item, path, expression, plan)[0] === true
  }

  function calculate(nodes: readonly FormNode[], scope: Scope): boolean {
    const now: Scope = { ...scope, response: responseOf(questionnaire, responseItems(nodes, withPoints)) }
    let changed = false
    for (const { item, path, enabled } of everyNode(nodes)) {
      const expression = fhirpathOf(item, urls.calculatedExpression)
      if (expression === undefined || !enabled) continue
      // The time goes on between two rounds; it is read once.
      if (readsClock(expression) && clockRead.has(path)) continue
      clockRead.add(path)
      const options = optionsOf(item, questionnaire, context) ?? []
      const values = evaluateAt(now, item, path, expression, plan).map((value) => toAnswer(item, value, options, unitOf(item))).filter((value) => value !== undefined)
      const kept = item.repeats === true ? values : values.slice(0, 1)
      if (canonicalJson(kept) === canonicalJson(answers.get(path) ?? [])) continue
      changed = true
      if (kept.length === 0) {
        answers.delete(path)
        sources.delete(path)
      } else {
        answers.set(path, kept)
        sources.set(path, { kind: 'calculated' } satisfies AnswerSource)
      }
    }
    return changed
  }

  /** Answers to a question as seen from a place: of the same instance where both stand in one, else of all. */
  function inForceOf(nodes: readonly FormNode[] | undefined, all: ReadonlyMap<string, readonly AnswerValue[]>): (linkId: string, from: string) => readonly AnswerValue[] {
    const asked = nodes === undefined ? undefined : new Set([...everyNode(nodes)].filter(({ enabled }) => enabled).map(({ path }) => path))
    return (linkId, from) => {
      const { ancestors } = plan.items.get(linkId)!
      let places = ['']
      for (const ancestor of ancestors) {
        places = places.flatMap((place) => {
          const path = below(place, ancestor.linkId)
          if (ancestor.type !== 'group' || ancestor.repeats !== true) return [path]
          const own = from.startsWith(`${path}[`) ? from.slice(0, from.indexOf(']', path.length) + 1) : undefined
          return own === undefined ? Array.from({ length: instances.get(path) ?? 1 }, (_, index) => `${path}[${index}]`) : [own]
        })
      }
      return places.map((place) => below(place, linkId)).filter((path) => asked?.has(path) ?? true).flatMap((path) => all.get(path) ?? [])
    }
  }
}

/** Whether an expression's value changes by the time alone. */
export function readsClock(expression: string): boolean {
  return /\b(now|today|timeOfDay)\s*\(/.test(expression)
}

