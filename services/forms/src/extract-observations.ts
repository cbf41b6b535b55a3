import { everyNode, extensionValue, urls, type Form } from '@steckwerk/form'
import type { FhirResource } from '@steckwerk/plug'

/** Numbers and scores that the questionnaire wants in the record. Source: SDC, observation based extraction. */
export function extractedObservations(form: Form, { patient, response, at }: { readonly patient: string; readonly response: string; readonly at: string }): readonly FhirResource[] {
  return [...everyNode(form.nodes)].flatMap(({ item, enabled, answers }): FhirResource[] => {
    const [answer] = answers
    if (!enabled || answer === undefined || item.code === undefined || extensionValue(item, urls.observationExtract) !== true) return []
    const value = answer['valueDecimal'] === undefined ? valueOf(answer) : { valueQuantity: { value: answer['valueDecimal'] } }
    if (value === undefined) return []
    return [{
      resourceType: 'Observation', status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }],
      code: { coding: item.code.map(({ system, code, display }) => ({ system, code, display })), ...item.text === undefined ? {} : { text: item.text } },
      subject: { reference: `Patient/${patient}` }, effectiveDateTime: at, issued: at, derivedFrom: [{ reference: response }], ...value,
    }]
  })
}

/** What an Observation may hold as it is. */
function valueOf(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (answer['valueCoding'] !== undefined) return { valueCodeableConcept: { coding: [answer['valueCoding']] } }
  const member = ['valueInteger', 'valueQuantity', 'valueBoolean', 'valueString', 'valueDateTime', 'valueTime'].find((one) => answer[one] !== undefined)
  return member === undefined ? undefined : { [member]: answer[member] }
}
