import { extensionValue, urls, type Coding, type Extension, type ItemType, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { putExtension, withValue } from './form-build-extension.ts'
import { placesOf } from './form-build-tree.ts'
import { put } from './form-build-words.ts'

/** What the forms service searches for, by the name expressions use. Each is among the scopes its manifest asks for. */
const searches = {
  coverages: 'Coverage?beneficiary={{%patient.id}}&status=active', conditions: 'Condition?patient={{%patient.id}}&clinical-status=active',
  medications: 'MedicationStatement?patient={{%patient.id}}&status=active', allergies: 'AllergyIntolerance?patient={{%patient.id}}&clinical-status=active',
} as const
type Search = keyof typeof searches

interface Reading {
  readonly fits: readonly ItemType[]
  readonly expression: string
  readonly search?: Search
  /** Stands in a repeating group that goes through these. */
  readonly row?: string
}
interface Rows {
  readonly name: string
  readonly search: Search
}
interface Measure {
  readonly code: Coding
  readonly unit: string
  /** Older ones are not offered. */
  readonly period: { readonly value: number; readonly code: 'mo' | 'a' }
}

const words: readonly ItemType[] = ['string', 'text']
const loinc = (code: string): Coding => ({ system: 'http://loinc.org', code })

const readings = {
  name: { fits: words, expression: "%patient.name.select(iif(text.exists(), text, given.join(' ') & ' ' & family)).first()" },
  family: { fits: words, expression: '%patient.name.family.first()' },
  given: { fits: words, expression: "%patient.name.first().given.join(' ')" },
  birthDate: { fits: ['date', ...words], expression: '%patient.birthDate' },
  address: { fits: words, expression: "%patient.address.first().select(iif(line.exists(), line.join(', ') & ', ', '') & postalCode & ' ' & city)" },
  phone: { fits: words, expression: "%patient.telecom.where(system='phone').value.first()" },
  email: { fits: words, expression: "%patient.telecom.where(system='email').value.first()" },
  contactName: { fits: words, expression: "%patient.contact.first().name.select(text | (given.first() & ' ' & family)).first()" },
  contactPhone: { fits: words, expression: "%patient.contact.first().telecom.where(system='phone').value.first()" },
  insurer: { fits: words, search: 'coverages', expression: "%coverages.entry.resource.where(meta.tag.where(system = 'urn:steckwerk:guest').empty()).payor.display.first()" },
  insuranceNumber: { fits: words, search: 'coverages', expression: '%coverages.entry.resource.subscriberId.first()' },
  hasConditions: { fits: ['boolean'], search: 'conditions', expression: '%conditions.entry.resource.exists()' },
  conditionList: { fits: words, search: 'conditions', expression: "%conditions.entry.resource.code.select(iif(text.exists(), text, coding.display.first())).join(', ')" },
  hasMedications: { fits: ['boolean'], search: 'medications', expression: '%medications.entry.resource.exists()' },
  medicationList: { fits: words, search: 'medications', expression: "%medications.entry.resource.medication.select(iif(text.exists(), text, iif(coding.exists(), coding.display.first(), display))).join(', ')" },
  hasAllergies: { fits: ['boolean'], search: 'allergies', expression: '%allergies.entry.resource.exists()' },
  allergyList: { fits: words, search: 'allergies', expression: "%allergies.entry.resource.code.select(iif(text.exists(), text, coding.display.first())).join(', ')" },
  conditionName: { fits: words, row: 'condition', expression: '%condition.code.select(text | coding.display.first()).first()' },
  conditionSince: { fits: words, row: 'condition', expression: '%condition.onset.toString().substring(0, 4)' },
  medicationName: { fits: words, row: 'medication', expression: '%medication.medication.select(text | coding.display.first() | display).first()' },
  medicationDose: { fits: words, row: 'medication', expression: '%medication.dosage.text.first()' },
  allergyName: { fits: words, row: 'allergy', expression: '%allergy.code.select(text | coding.display.first()).first()' },
  allergyReaction: { fits: words, row: 'allergy', expression: '%allergy.reaction.manifestation.select(text | coding.display.first()).first()' },
} as const satisfies Readonly<Record<string, Reading>>

const rows = {
  eachCondition: { name: 'condition', search: 'conditions' }, eachMedication: { name: 'medication', search: 'medications' }, eachAllergy: { name: 'allergy', search: 'allergies' },
} as const satisfies Readonly<Record<string, Rows>>

const measures = {
  weight: { code: loinc('29463-7'), unit: 'kg', period: { value: 6, code: 'mo' } }, height: { code: loinc('8302-2'), unit: 'cm', period: { value: 5, code: 'a' } },
  temperature: { code: loinc('8310-5'), unit: 'Cel', period: { value: 1, code: 'mo' } }, pulse: { code: loinc('8867-4'), unit: '/min', period: { value: 1, code: 'mo' } },
} as const satisfies Readonly<Record<string, Measure>>

export type PrefillSource = keyof typeof readings | keyof typeof rows | keyof typeof measures
const reading = (source: string): Reading | undefined => (readings as Readonly<Record<string, Reading>>)[source]
const row = (source: string): Rows | undefined => (rows as Readonly<Record<string, Rows>>)[source]
const measure = (source: string): Measure | undefined => (measures as Readonly<Record<string, Measure>>)[source]

const variableName = (one: Extension): unknown => one.url === urls.variable ? (one['valueExpression'] as { readonly name?: unknown } | undefined)?.name : undefined
const variable = (search: Search): Extension => ({ url: urls.variable, valueExpression: { name: search, language: 'application/x-fhir-query', expression: searches[search] } })
const fhirpath = (expression: string): object => ({ language: 'text/fhirpath', expression })

/** Where a question's answer comes from before somebody answers; kept = otherwise than can be chosen here; undefined = from nowhere. */
export function readPrefill(item: QuestionnaireItem): PrefillSource | 'kept' | undefined {
  const found = (item.extension ?? []).filter(({ url }) => url === urls.initialExpression || url === urls.populationContext || url === urls.observationLinkPeriod)
  const [only] = found
  if (only === undefined) return undefined
  if (found.length > 1) return 'kept'
  const { expression, language, name } = (only['valueExpression'] ?? {}) as { readonly expression?: string; readonly language?: string; readonly name?: string }
  if (only.url === urls.observationLinkPeriod) {
    const [code, ...more] = item.code ?? []
    return more.length > 0 ? 'kept' : (Object.keys(measures) as (keyof typeof measures)[]).find(one => code !== undefined && measures[one].code.code === code.code && measures[one].code.system === code.system) ?? 'kept'
  }
  if (language !== 'text/fhirpath') return 'kept'
  if (only.url === urls.populationContext) return (Object.keys(rows) as (keyof typeof rows)[]).find(one => rows[one].name === name && expression === rowsOf(rows[one])) ?? 'kept'
  return (Object.keys(readings) as (keyof typeof readings)[]).find(one => readings[one].expression === expression) ?? 'kept'
}

const rowsOf = ({ search }: Rows): string => `%${search}.entry.resource`

/** What can be offered for a question, in the order of the list. */
export function prefillSources(questionnaire: Questionnaire, item: QuestionnaireItem): readonly PrefillSource[] {
  const around = placesOf(questionnaire).find(place => place.item.linkId === item.linkId)?.within ?? []
  const inRows = placesOf(questionnaire).filter(place => around.includes(place.item.linkId)).map(place => readPrefill(place.item)).flatMap(source => source === undefined ? [] : [row(source)?.name])
  const unit = (extensionValue(item, urls.unitOption) ?? extensionValue(item, urls.unit)) as Coding | undefined
  // A search of this name that asks for something else would fill in something else.
  const clashes = (search: Search | undefined): boolean => search !== undefined && (questionnaire.extension ?? []).some(one => variableName(one) === search && (one['valueExpression'] as { readonly expression?: unknown }).expression !== searches[search])
  const fits = (source: PrefillSource): boolean => {
    const read = reading(source)
    if (read !== undefined) return read.fits.includes(item.type) && !clashes(read.search) && (read.row === undefined || inRows.includes(read.row))
    const each = row(source)
    if (each !== undefined) return item.type === 'group' && item.repeats === true && !clashes(each.search)
    return (item.type === 'quantity' || item.type === 'decimal') && unit?.code === measure(source)!.unit
  }
  return ([...Object.keys(readings), ...Object.keys(rows), ...Object.keys(measures)] as PrefillSource[]).filter(fits)
}

/** The form with this question filled in from there, with the search that needs; a search that nobody needs any more goes. */
export function writePrefill(questionnaire: Questionnaire, linkId: string, source: PrefillSource | undefined, change: (questionnaire: Questionnaire, linkId: string, change: (item: QuestionnaireItem) => QuestionnaireItem) => Questionnaire): Questionnaire {
  const before = placesOf(questionnaire).find(({ item }) => item.linkId === linkId)?.item
  if (before === undefined || readPrefill(before) === 'kept' || readPrefill(before) === source) return questionnaire
  const search = source === undefined ? undefined : reading(source)?.search ?? row(source)?.search
  const next = change(questionnaire, linkId, item => filledFrom(without(item), source))
  const has = (next.extension ?? []).some(one => variableName(one) === search)
  const complete = search === undefined || has ? next : { ...next, extension: [...next.extension ?? [], variable(search)] }
  const old = readPrefill(before)
  const oldSearch = old === undefined || old === 'kept' ? undefined : reading(old)?.search ?? row(old)?.search
  return oldSearch === undefined || oldSearch === search ? complete : withoutSearch(complete, oldSearch)
}

function without(item: QuestionnaireItem): QuestionnaireItem {
  const source = readPrefill(item)
  const own = source === undefined || source === 'kept' ? undefined : measure(source)
  // A code that says more, or is needed for the record, was not put there with the source.
  const plain = own !== undefined && JSON.stringify(item.code) === JSON.stringify([own.code]) && extensionValue(item, urls.observationExtract) === undefined ? put(item, 'code', undefined) : item
  return [urls.initialExpression, urls.populationContext, urls.observationLinkPeriod].reduce((one, url) => putExtension(one, url, undefined), plain)
}

function filledFrom(item: QuestionnaireItem, source: PrefillSource | undefined): QuestionnaireItem {
  if (source === undefined) return item
  const [read, each, measured] = [reading(source), row(source), measure(source)]
  const empty = writeInitial(item, undefined)
  if (read !== undefined) return putExtension(empty, urls.initialExpression, { url: urls.initialExpression, valueExpression: fhirpath(read.expression) })
  if (each !== undefined) return putExtension(empty, urls.populationContext, { url: urls.populationContext, valueExpression: { name: each.name, ...fhirpath(rowsOf(each)) } })
  const { value, code } = measured!.period
  return put(putExtension(empty, urls.observationLinkPeriod, { url: urls.observationLinkPeriod, valueDuration: { value, system: 'http://unitsofmeasure.org', code } }), 'code', item.code ?? [measured!.code])
}

function withoutSearch(questionnaire: Questionnaire, search: Search): Questionnaire {
  const own = JSON.stringify(variable(search))
  const rest = (questionnaire.extension ?? []).filter(one => JSON.stringify(one) !== own)
  const next = put(questionnaire, 'extension', rest.length === 0 ? undefined : rest)
  return JSON.stringify(next).includes(`%${search}`) ? questionnaire : next
}

const initialMember = { boolean: 'valueBoolean', string: 'valueString', text: 'valueString', integer: 'valueInteger', decimal: 'valueDecimal', date: 'valueDate' } as const
export interface Initial {
  readonly value: string | number | boolean
}

/** An answer that stands there from the start, the same for everybody; of a choice its option, counted from 0. kept = one that cannot be shown here. */
export function readInitial(item: QuestionnaireItem): Initial | 'kept' | undefined {
  if (item.answerOption !== undefined) {
    const chosen = item.answerOption.flatMap((option, at) => option['initialSelected'] === true ? [at] : [])
    return chosen.length > 1 || item.initial !== undefined ? 'kept' : chosen[0] === undefined ? undefined : { value: chosen[0] }
  }
  const [only, ...more] = item.initial ?? []
  if (only === undefined) return undefined
  const value = only[initialMember[item.type as keyof typeof initialMember] ?? '']
  return more.length > 0 || Object.keys(only).length !== 1 || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') ? 'kept' : { value }
}

export function mayHaveInitial(item: QuestionnaireItem): boolean {
  return item.type in initialMember || ((item.type === 'choice' || item.type === 'open-choice') && item.answerOption !== undefined)
}

export function writeInitial(item: QuestionnaireItem, value: Initial['value'] | undefined): QuestionnaireItem {
  const before = readInitial(item)
  if (before === 'kept' || before?.value === value) return item
  if (item.answerOption !== undefined) return put(item, 'answerOption', item.answerOption.map((option, at) => at === value ? { ...option, initialSelected: true } : put(option, 'initialSelected', option['initialSelected'] === true ? undefined : option['initialSelected'])))
  const member = initialMember[item.type as keyof typeof initialMember] as string | undefined
  return member === undefined ? item : put(item, 'initial', value === undefined ? undefined : [{ [member]: value }])
}

export function readReuse(item: QuestionnaireItem): boolean {
  return extensionValue(item, urls.reuse) === true
}

/** Whether what was answered last time is offered again. */
export function setReuse(item: QuestionnaireItem, on: boolean): QuestionnaireItem {
  if (readReuse(item) === on) return item
  const stored = item.extension?.find(({ url }) => url === urls.reuse)
  return putExtension(item, urls.reuse, on ? withValue(stored, urls.reuse, 'valueBoolean', true) : undefined)
}
