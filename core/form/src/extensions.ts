import type { Element, Extension } from './contract.ts'

const hl7 = 'http://hl7.org/fhir/StructureDefinition'
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition'

/** The extensions the engine knows. Source: FHIR R4 questionnaire-profiles; SDC 3.0. The last two are the platform's own. */
export const urls = {
  translation: `${hl7}/translation`,
  hidden: `${hl7}/questionnaire-hidden`,
  itemControl: `${hl7}/questionnaire-itemControl`,
  displayCategory: `${hl7}/questionnaire-displayCategory`,
  supportLink: `${hl7}/questionnaire-supportLink`,
  minValue: `${hl7}/minValue`,
  maxValue: `${hl7}/maxValue`,
  minLength: `${hl7}/minLength`,
  minOccurs: `${hl7}/questionnaire-minOccurs`,
  maxOccurs: `${hl7}/questionnaire-maxOccurs`,
  maxDecimalPlaces: `${hl7}/maxDecimalPlaces`,
  regex: `${hl7}/regex`,
  mimeType: `${hl7}/mimeType`,
  maxSize: `${hl7}/maxSize`,
  unit: `${hl7}/questionnaire-unit`,
  unitOption: `${hl7}/questionnaire-unitOption`,
  ordinalValue: `${hl7}/ordinalValue`,
  itemWeight: `${hl7}/itemWeight`,
  variable: `${hl7}/variable`,
  enableWhenExpression: `${sdc}/sdc-questionnaire-enableWhenExpression`,
  initialExpression: `${sdc}/sdc-questionnaire-initialExpression`,
  calculatedExpression: `${sdc}/sdc-questionnaire-calculatedExpression`,
  populationContext: `${sdc}/sdc-questionnaire-itemPopulationContext`,
  observationLinkPeriod: `${sdc}/sdc-questionnaire-observationLinkPeriod`,
  observationExtract: `${sdc}/sdc-questionnaire-observationExtract`,
  /** On an item or group: what was answered last time is offered again. */
  reuse: 'urn:steckwerk:form-reuse',
  /** On an answer: where it came from. */
  source: 'urn:steckwerk:answer-source',
} as const

export interface Expression {
  readonly name?: string
  readonly language?: string
  readonly expression?: string
}

export function extensionsOf(element: Element | undefined, url: string): readonly Extension[] {
  return element?.extension?.filter((one) => one.url === url) ?? []
}

/** The value[x] of the first extension of this address. */
export function extensionValue(element: Element | undefined, url: string): unknown {
  return valueOf(extensionsOf(element, url)[0])
}

/** The value[x] of an element, whichever its type. */
export function valueOf(element: Element | undefined): unknown {
  if (element === undefined) return undefined
  const member = valueMember(element)
  return member === undefined ? undefined : element[member]
}

export function valueMember(element: Element): string | undefined {
  return Object.keys(element).find((name) => /^value[A-Z]/.test(name))
}

export function numberExtension(element: Element, url: string): number | undefined {
  const value = extensionValue(element, url)
  return typeof value === 'number' ? value : undefined
}

export function textExtension(element: Element, url: string): string | undefined {
  const value = extensionValue(element, url)
  return typeof value === 'string' ? value : undefined
}

export function expressionsOf(element: Element, url: string): readonly Expression[] {
  return extensionsOf(element, url).map((one) => one['valueExpression'] as Expression | undefined).filter((one) => one !== undefined && typeof one.expression === 'string') as Expression[]
}

/** The FHIRPath of the first such expression; undefined where there is none or it is in another language. */
export function fhirpathOf(element: Element, url: string): string | undefined {
  return expressionsOf(element, url).find(({ language }) => language === undefined || language === 'text/fhirpath')?.expression
}
