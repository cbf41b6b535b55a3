import type { AnswerSource, AnswerValue, FormContext, FormPlan, Questionnaire, QuestionnaireItem } from './contract.ts'
import { evaluateAt } from './expression-scope.ts'
import { expressionsOf, extensionValue, fhirpathOf, urls, valueMember, valueOf } from './extensions.ts'
import { isCalculated, limitsOf, optionsOf, unitOf } from './item-rules.ts'
import { below, instanceAt } from './paths.ts'
import { readAnswers } from './read-response.ts'
import { responseOf } from './response-items.ts'
import type { TreeState } from './tree.ts'
import { toAnswer } from './values.ts'

type Resource = Readonly<Record<string, unknown>>

const dateMembers = ['effectiveDateTime', 'recordedDate', 'dateAsserted', 'authoredOn', 'authored', 'issued', 'onsetDateTime']

/** What a form holds before anybody answered: the record's values first (initialExpression, observations), then the last response's
 *  where reuse is allowed, then the questionnaire's own defaults. Each with where it came from. */
export function prefilled(questionnaire: Questionnaire, plan: FormPlan, context: FormContext): TreeState {
  const [answers, instances, sources] = [new Map<string, readonly AnswerValue[]>(), new Map<string, number>(), new Map<string, AnswerSource>()]
  const empty = responseOf(questionnaire, [])

  function put(item: QuestionnaireItem, path: string, values: readonly unknown[], source: AnswerSource): boolean {
    const options = optionsOf(item, questionnaire, context) ?? []
    const found = values.map((value) => toAnswer(item, value, options, unitOf(item))).filter((value) => value !== undefined).slice(0, limitsOf(item).maxOccurs)
    if (found.length === 0) return false
    answers.set(path, found)
    sources.set(path, source)
    return true
  }

  function evaluate(item: QuestionnaireItem, path: string, expression: string, scoped: Readonly<Record<string, unknown>>): readonly unknown[] {
    return evaluateAt({ questionnaire, response: empty, context: { ...context, variables: { ...context.variables, ...scoped } } }, item, path, expression, plan)
  }

  function fill(items: readonly QuestionnaireItem[] | undefined, parent: string, scoped: Readonly<Record<string, unknown>>): void {
    for (const item of items ?? []) {
      const path = below(parent, item.linkId)
      if (item.type === 'group') fillGroup(item, path, scoped)
      else {
        if (item.type !== 'display' && !isCalculated(item)) fillQuestion(item, path, scoped)
        fill(item.item, path, scoped)
      }
    }
  }

  function fillGroup(item: QuestionnaireItem, path: string, scoped: Readonly<Record<string, unknown>>): void {
    const population = expressionsOf(item, urls.populationContext).find(({ name, language }) => name !== undefined && (language === undefined || language === 'text/fhirpath'))
    const known = { ...context.variables, ...scoped }
    // Without the record there is nothing to go through.
    const listed = population === undefined || !namesKnown(population.expression!, known) ? [] : evaluate(item, path, population.expression!, scoped).slice(0, limitsOf(item).maxOccurs)
    if (item.repeats !== true) return fill(item.item, path, population === undefined || listed.length === 0 ? scoped : { ...scoped, [population.name!]: listed[0] })
    const count = Math.max(1, limitsOf(item).minOccurs, listed.length)
    instances.set(path, count)
    for (let index = 0; index < count; index++) fill(item.item, instanceAt(path, index), index < listed.length ? { ...scoped, [population!.name!]: listed[index] } : scoped)
  }

  function fillQuestion(item: QuestionnaireItem, path: string, scoped: Readonly<Record<string, unknown>>): void {
    const expression = fhirpathOf(item, urls.initialExpression)
    const known = { ...context.variables, ...scoped }
    if (expression !== undefined && namesKnown(expression, known) && put(item, path, evaluate(item, path, expression, scoped), sourceIn(expression, known))) return
    const observation = observationFor(item, context)
    if (observation !== undefined && put(item, path, [valueOf(observation)], recordSource(observation))) return
    const chosen = (item.answerOption ?? []).filter((option) => option['initialSelected'] === true)
    const defaults = [...item.initial ?? [], ...chosen].flatMap((one) => valueMember(one) === undefined ? [] : [valueOf(one)])
    if (defaults.length > 0) put(item, path, defaults, { kind: 'initial' })
  }

  fill(questionnaire.item, '', {})
  if (context.earlier !== undefined) offerEarlier(questionnaire, plan, context, { answers, instances, sources })
  return { answers, instances, sources }
}

/** %names of an expression that the form itself does not have. */
function namesKnown(expression: string, known: Readonly<Record<string, unknown>>): boolean {
  return [...expression.matchAll(/%`?([A-Za-z_][\w-]*)/g)].every(([, name = '']) => name in known || ['resource', 'context', 'questionnaire', 'qitem', 'ucum', 'sct', 'loinc'].includes(name))
}

/** Of the resources an expression names: the one it reads, where there is only one. */
function sourceIn(expression: string, known: Readonly<Record<string, unknown>>): AnswerSource {
  const named = [...expression.matchAll(/%`?([A-Za-z_][\w-]*)/g)].flatMap(([, name = '']) => {
    const value = known[name] as Resource | undefined
    if (value?.['resourceType'] !== 'Bundle') return value === undefined ? [] : [value]
    return ((value['entry'] ?? []) as readonly { readonly resource?: Resource }[]).flatMap(({ resource }) => resource === undefined ? [] : [resource])
  }).filter((value) => typeof value['resourceType'] === 'string')
  return named.length === 1 ? recordSource(named[0]!) : { kind: named.length === 0 ? 'initial' : 'record' }
}

function recordSource(resource: Resource): AnswerSource {
  const at = [...dateMembers.map((member) => resource[member]), (resource['meta'] as { readonly lastUpdated?: unknown } | undefined)?.lastUpdated].find((value): value is string => typeof value === 'string')
  return { kind: 'record', ...typeof resource['id'] === 'string' ? { reference: `${String(resource['resourceType'])}/${resource['id']}` } : {}, ...at === undefined ? {} : { at } }
}

/** The newest observation of the item's code within its period. Source: SDC, observation based population. */
function observationFor(item: QuestionnaireItem, { observations, now }: FormContext): Resource | undefined {
  const period = extensionValue(item, urls.observationLinkPeriod) as { readonly value?: number; readonly code?: string } | undefined
  if (period?.value === undefined || item.code === undefined || now === undefined) return undefined
  const days = period.value * ({ d: 1, wk: 7, mo: 30.44, a: 365.25 }[period.code ?? 'd'] ?? 1)
  return observations?.find((observation) => {
    const at = observation['effectiveDateTime'] ?? observation['issued']
    const coding = (observation['code'] as { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] } | undefined)?.coding ?? []
    return typeof at === 'string' && now.getTime() - Date.parse(at) <= days * 86_400_000 && coding.some((one) => item.code!.some(({ system, code }) => one.code === code && one.system === system))
  })
}

/** What was answered last time, where the questionnaire wants it offered and the record says nothing. */
function offerEarlier(questionnaire: Questionnaire, plan: FormPlan, context: FormContext, into: { answers: Map<string, readonly AnswerValue[]>; instances: Map<string, number>; sources: Map<string, AnswerSource> }): void {
  const earlier = context.earlier!
  const read = readAnswers(questionnaire, earlier)
  const source = recordSource(earlier)
  const reusable = (linkId: string): boolean => {
    const { item, ancestors } = plan.items.get(linkId)!
    return !isCalculated(item) && [item, ...ancestors].some((one) => extensionValue(one, urls.reuse) === true)
  }
  const filledGroups = new Set([...into.sources].filter(([, { kind }]) => kind === 'record').map(([path]) => path.split('[')[0]!))
  for (const [path, { values, linkId }] of read.byPath) {
    if (!reusable(linkId) || into.sources.get(path)?.kind === 'record') continue
    // A list that the record filled stays as the record has it.
    if (path.includes('[') && filledGroups.has(path.split('[')[0]!)) continue
    into.answers.set(path, values)
    into.sources.set(path, source)
  }
  for (const [path, count] of read.instances) {
    if (!filledGroups.has(path.split('[')[0]!) && [...into.answers.keys()].some((one) => one.startsWith(`${path}[`))) into.instances.set(path, Math.max(count, into.instances.get(path) ?? 1))
  }
}
