import { canonicalOf, filledQuery, populationNeeds, type Evaluate, type FormContext, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { Fault, type Clock } from '@steckwerk/kernel'
import type { FhirBundle, FhirClient, FhirResource } from '@steckwerk/plug'

const mostFound = 50

/** What of the patient's record a questionnaire is filled in from. A search that the carrier did not grant finds nothing: then there is
 *  one answer less, and the form goes on. Faults: forms/not-yours. */
export async function recordContext(fhir: FhirClient, questionnaire: Questionnaire, patientId: string, { evaluate, clock }: { readonly evaluate: Evaluate; readonly clock: Clock }): Promise<FormContext> {
  const patient = await fhir.read('Patient', patientId)
  if (patient === undefined) throw new Fault('not-found', 'forms/not-yours', 'There is no such form here.')
  const needs = populationNeeds(questionnaire)
  const variables: Record<string, unknown> = { patient }
  await Promise.all(needs.queries.map(async ({ name, query }) => {
    const filled = filledQuery(query, (expression) => {
      const [value] = evaluate(expression, patient, { patient })
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
    })
    const [, type, pairs] = /^([A-Z][A-Za-z]+)\?(.*)$/.exec(filled ?? '') ?? []
    variables[name] = type === undefined ? nothing : await found(fhir, type, [...new URLSearchParams(pairs)])
  }))
  const [observations, earlier] = await Promise.all([
    needs.observations.length === 0 ? nothing : found(fhir, 'Observation', [['patient', patientId], ['code', needs.observations.join(',')], ['_sort', '-date']]),
    needs.earlier ? found(fhir, 'QuestionnaireResponse', [['patient', patientId], ['questionnaire', canonicalOf(questionnaire) ?? ''], ['status', 'completed'], ['_sort', '-authored'], ['_count', '1']]) : nothing,
  ])
  const last = resourcesOf(earlier)[0] as unknown as QuestionnaireResponse | undefined
  return { evaluate, variables, now: new Date(clock.now()), observations: resourcesOf(observations), ...last === undefined ? {} : { earlier: last } }
}

const nothing: FhirBundle = { resourceType: 'Bundle', type: 'searchset', total: 0 }

async function found(fhir: FhirClient, type: string, pairs: readonly (readonly [string, string])[]): Promise<FhirBundle> {
  try {
    const bundle = await fhir.search(type, pairs)
    return { ...bundle, entry: (bundle.entry ?? []).filter(({ search }) => search?.mode === undefined || search.mode === 'match').slice(0, mostFound) }
  } catch (thrown) {
    if (thrown instanceof Fault && ['forbidden', 'not-found', 'invalid', 'not-supported'].includes(thrown.kind)) return nothing
    throw thrown
  }
}

export function resourcesOf(bundle: FhirBundle): readonly FhirResource[] {
  return (bundle.entry ?? []).flatMap(({ resource }) => resource === undefined ? [] : [resource])
}
