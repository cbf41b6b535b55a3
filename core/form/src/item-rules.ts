import type { AnswerValue, Coding, Element, FormContext, Questionnaire, QuestionnaireItem } from './contract.ts'
import { extensionsOf, extensionValue, fhirpathOf, numberExtension, textExtension, urls, valueMember } from './extensions.ts'

/** What an item's control is called: `radio-button`, `drop-down`, `slider`, `page`, `inline`, `help` … */
export function controlOf(item: QuestionnaireItem): string | undefined {
  const concept = extensionValue(item, urls.itemControl) as { readonly coding?: readonly Coding[] } | undefined
  return concept?.coding?.[0]?.code
}

/** `instructions`, `security`, `help`. */
export function displayCategoryOf(item: QuestionnaireItem): string | undefined {
  const concept = extensionValue(item, urls.displayCategory) as { readonly coding?: readonly Coding[] } | undefined
  return concept?.coding?.[0]?.code
}

/** Where more is explained; only web addresses. */
export function supportLinkOf(item: QuestionnaireItem): string | undefined {
  const link = textExtension(item, urls.supportLink)
  return link !== undefined && /^https?:\/\//.test(link) ? link : undefined
}

export function isHidden(item: QuestionnaireItem): boolean {
  return extensionValue(item, urls.hidden) === true
}

export function isCalculated(item: QuestionnaireItem): boolean {
  return fhirpathOf(item, urls.calculatedExpression) !== undefined
}

export function unitOf(item: QuestionnaireItem): Coding | undefined {
  return (extensionValue(item, urls.unit) ?? unitOptionsOf(item)[0])
}

export function unitOptionsOf(item: QuestionnaireItem): readonly Coding[] {
  return extensionsOf(item, urls.unitOption).map((one) => one['valueCoding'] as Coding)
}

/** Units an amount may be in; empty = any. */
export function unitsOf(item: QuestionnaireItem): readonly Coding[] {
  const options = unitOptionsOf(item)
  const unit = unitOf(item)
  return options.length > 0 || unit === undefined ? options : [unit]
}

/** What an answer counts in a score; undefined where it has no points. Sources: FHIR R4 ordinalValue, R5 itemWeight. */
export function pointsOf(option: AnswerValue): number | undefined {
  return [option as Element, option['valueCoding'] as Element | undefined].flatMap((one) => [urls.ordinalValue, urls.itemWeight].map((url) => one === undefined ? undefined : numberExtension(one, url))).find((points) => points !== undefined)
}

export interface Limits {
  readonly minValue: number | string | undefined
  readonly maxValue: number | string | undefined
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
  readonly minOccurs: number
  readonly maxOccurs: number
  readonly decimals: number | undefined
  readonly pattern: string | undefined
  readonly contentTypes: readonly string[]
  /** Bytes. */
  readonly maxSize: number | undefined
}

export function limitsOf(item: QuestionnaireItem): Limits {
  const bound = (url: string): number | string | undefined => {
    const value = extensionValue(item, url)
    if (typeof value === 'object' && value !== null) return (value as { readonly value?: number }).value
    return typeof value === 'number' || typeof value === 'string' ? value : undefined
  }
  const contentTypes = extensionsOf(item, urls.mimeType).map((one) => one['valueCode']).filter((one) => typeof one === 'string')
  return {
    minValue: bound(urls.minValue),
    maxValue: bound(urls.maxValue),
    minLength: numberExtension(item, urls.minLength),
    maxLength: item.maxLength,
    minOccurs: numberExtension(item, urls.minOccurs) ?? (item.required === true ? 1 : 0),
    maxOccurs: item.repeats === true ? numberExtension(item, urls.maxOccurs) ?? Infinity : 1,
    decimals: numberExtension(item, urls.maxDecimalPlaces),
    pattern: textExtension(item, urls.regex),
    contentTypes,
    maxSize: numberExtension(item, urls.maxSize),
  }
}

interface ContainedValueSet extends Element {
  readonly id?: string
  readonly resourceType?: string
  readonly expansion?: { readonly contains?: readonly Coding[] }
  readonly compose?: { readonly include?: readonly { readonly system?: string; readonly concept?: readonly Coding[] }[] }
}

/** What may be chosen, in order; undefined where the value set is not known here. */
export function optionsOf(item: QuestionnaireItem, questionnaire: Questionnaire, context: FormContext): readonly AnswerValue[] | undefined {
  if (item.answerOption !== undefined) {
    return item.answerOption.flatMap((option) => {
      const member = valueMember(option)
      return member === undefined ? [] : [{ [member]: option[member] }]
    })
  }
  if (item.answerValueSet === undefined) return []
  const codings = item.answerValueSet.startsWith('#') ? contained(questionnaire, item.answerValueSet.slice(1)) : context.valueSet?.(item.answerValueSet)
  return codings?.map((coding) => ({ valueCoding: coding }))
}

function contained(questionnaire: Questionnaire, id: string): readonly Coding[] | undefined {
  const set: ContainedValueSet | undefined = questionnaire.contained?.find((one) => one['id'] === id && one['resourceType'] === 'ValueSet')
  if (set === undefined) return undefined
  const flat = (all: readonly Coding[]): readonly Coding[] => all.flatMap((one) => {
    const { contains, abstract, ...coding } = one as Coding & { readonly contains?: readonly Coding[]; readonly abstract?: boolean }
    return [...abstract === true ? [] : [coding], ...flat(contains ?? [])]
  })
  if (set.expansion?.contains !== undefined) return flat(set.expansion.contains)
  return set.compose?.include?.flatMap(({ system, concept }) => (concept ?? []).map((one) => ({ ...system === undefined ? {} : { system }, ...one })))
}
