import type { FormPlan, Questionnaire } from './contract.ts'
import { expressionsOf, extensionValue, urls } from './extensions.ts'
import { planOf } from './plan.ts'

/** What a questionnaire wants from the record before it is opened. */
export interface PopulationNeeds {
  /** Searches by the name of their variable: `MedicationStatement?patient={{%patient.id}}`. */
  readonly queries: readonly { readonly name: string; readonly query: string }[]
  /** `system|code` of items that look for an observation. */
  readonly observations: readonly string[]
  /** Some item offers what was answered last time. */
  readonly earlier: boolean
}

/** Source: SDC, expressions of language application/x-fhir-query; observation based population. */
export function populationNeeds(questionnaire: Questionnaire, plan: FormPlan = planOf(questionnaire)): PopulationNeeds {
  const items = [...plan.items.values()].map(({ item }) => item)
  const queries = [questionnaire, ...items].flatMap((element) => [urls.variable, urls.populationContext].flatMap((url) => expressionsOf(element, url)))
    .filter(({ language, name }) => language === 'application/x-fhir-query' && name !== undefined).map(({ name, expression }) => ({ name: name!, query: expression! }))
  const observations = items.filter((item) => extensionValue(item, urls.observationLinkPeriod) !== undefined).flatMap(({ code = [] }) => code.map((one) => `${one.system ?? ''}|${one.code ?? ''}`))
  return { queries, observations: [...new Set(observations)], earlier: items.some((item) => extensionValue(item, urls.reuse) === true) }
}

/** A search with its {{expressions}} filled in; undefined where one of them has no value: then there is nothing to ask for. */
export function filledQuery(query: string, value: (expression: string) => string | undefined): string | undefined {
  let missing = false
  const filled = query.replace(/\{\{(.*?)\}\}/g, (_, expression: string) => {
    const found = value(expression.trim())
    missing ||= found === undefined
    return encodeURIComponent(found ?? '')
  })
  return missing ? undefined : filled
}
