import { Fault } from '@steckwerk/kernel/fault'
import type { FormContext, FormPlan, Questionnaire, QuestionnaireItem } from './contract.ts'
import { expressionsOf, fhirpathOf, urls } from './extensions.ts'

const mostItems = 2_000
const deepest = 12
const longestExpression = 4_000

/** Reads a questionnaire through once and refuses what could not be filled in.
 *  Faults: form/not-a-questionnaire, form/too-large, form/link-id, form/unknown-question, form/nested-below-repeating, form/calculation-cycle. */
export function planOf(questionnaire: Questionnaire): FormPlan {
  if (questionnaire.resourceType !== 'Questionnaire') throw refused('form/not-a-questionnaire', 'This is not a Questionnaire.')
  const items = new Map<string, { item: QuestionnaireItem; ancestors: readonly QuestionnaireItem[] }>()
  const read = (list: readonly QuestionnaireItem[] | undefined, ancestors: readonly QuestionnaireItem[]): void => {
    for (const item of list ?? []) {
      if (typeof item.linkId !== 'string' || item.linkId === '' || items.has(item.linkId)) throw refused('form/link-id', 'A link id is missing, or stands at two items.')
      const parent = ancestors.at(-1)
      if (parent !== undefined && parent.type !== 'group' && parent.repeats === true) throw refused('form/nested-below-repeating', 'Questions below a question that takes several answers are not supported; use a repeating group.')
      items.set(item.linkId, { item, ancestors })
      if (items.size > mostItems || ancestors.length > deepest) throw refused('form/too-large', 'The questionnaire has too many items, or they are nested too deeply.')
      read(item.item, [...ancestors, item])
    }
  }
  read(questionnaire.item, [])
  for (const { item } of items.values()) {
    if (item.enableWhen?.some(({ question }) => !items.has(question)) === true) throw refused('form/unknown-question', 'An enableWhen names a question that is not there.')
  }
  const written = [questionnaire, ...[...items.values()].map(({ item }) => item)].flatMap((element) => Object.values(urls).flatMap((url) => expressionsOf(element, url)))
  if (written.some(({ expression }) => (expression?.length ?? 0) > longestExpression)) throw refused('form/too-large', 'An expression is too long.')
  refuseCycles(items)
  const expressions = [...items.values()].some(({ item }) => fhirpathOf(item, urls.calculatedExpression) !== undefined || fhirpathOf(item, urls.enableWhenExpression) !== undefined)
  return { items, expressions }
}

/** Whether answering alone needs `evaluate`: something is calculated or asked by an expression. */
export function calculatesLive(questionnaire: Questionnaire): boolean {
  return planOf(questionnaire).expressions
}

/** Whether this questionnaire needs `evaluate`: to be filled in, or to be filled in from the record. */
export function needsFhirpath(questionnaire: Questionnaire): boolean {
  const { items, expressions } = planOf(questionnaire)
  return expressions || [...items.values()].some(({ item }) => [urls.initialExpression, urls.populationContext].some((url) => expressionsOf(item, url).length > 0))
}

/** Faults: form/fhirpath-missing: the questionnaire has expressions, and nobody to evaluate them was given. */
export function evaluatorOf(context: FormContext): NonNullable<FormContext['evaluate']> {
  if (context.evaluate === undefined) throw new Fault('internal', 'form/fhirpath-missing', 'This questionnaire needs an evaluator of FHIRPath.')
  return context.evaluate
}

function refused(code: string, text: string): Fault {
  return new Fault('unprocessable', code, text)
}

/** A calculation that needs its own result never comes to rest; nor does a question that is asked only where it is not. By link ids that expressions write out. */
function refuseCycles(items: FormPlan['items']): void {
  const named = (expression: string | undefined): string[] => expression === undefined ? [] : [...expression.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text).filter((text) => items.has(text))
  const needs = new Map([...items.values()].map(({ item, ancestors }) => {
    const whether = [item, ...ancestors].flatMap((one) => [...one.enableWhen?.map(({ question }) => question) ?? [], ...named(fhirpathOf(one, urls.enableWhenExpression))])
    return [item.linkId, [...whether, ...named(fhirpathOf(item, urls.calculatedExpression))]] as const
  }))
  const done = new Set<string>()
  const open = new Set<string>()
  const walk = (linkId: string): void => {
    if (done.has(linkId)) return
    if (open.has(linkId)) throw refused('form/calculation-cycle', 'Questions of this questionnaire depend on each other in a circle.')
    open.add(linkId)
    for (const next of needs.get(linkId) ?? []) walk(next)
    open.delete(linkId)
    done.add(linkId)
  }
  for (const linkId of items.keys()) walk(linkId)
}
