import { extensionValue, urls, valueMember, type Coding, type Element, type Extension, type ItemType, type Language, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { calculationQuestions, readCalculation, writeCalculation } from './form-build-calculation.ts'
import { isNumber, readBound, readUnit } from './form-build-number.ts'
import { hasPoints } from './form-build-points.ts'
import { readInitial, readPrefill } from './form-build-prefill.ts'
import { freshLinkId, isWithin, placesOf } from './form-build-tree.ts'
import { put, readTexts, writeTexts, type Texts } from './form-build-words.ts'

/** Kinds of questions that can be made here, in the order they are offered. Others stay what they are. */
export const kinds = ['string', 'text', 'choice', 'boolean', 'date', 'integer', 'decimal', 'quantity', 'attachment', 'group', 'display'] as const satisfies readonly ItemType[]
export type Kind = (typeof kinds)[number]

/** What can be added: kinds, and questions that answer themselves. */
export const additions = [...kinds, 'score', 'grade', 'calculated'] as const
export type Addition = (typeof additions)[number]

export const isKind = (type: string): type is Kind => (kinds as readonly string[]).includes(type)

/** What the builder shows no field for, and leaves as it is. */
export type Kept = 'calculated' | 'prefilled' | 'condition' | 'score' | 'value-set' | 'limits' | 'code' | 'reuse' | 'hidden' | 'look' | 'other'

const byUrl: Readonly<Record<string, Kept>> = {
  [urls.calculatedExpression]: 'calculated', [urls.initialExpression]: 'prefilled', [urls.populationContext]: 'prefilled', [urls.observationLinkPeriod]: 'prefilled',
  [urls.enableWhenExpression]: 'condition', [urls.observationExtract]: 'code', [urls.reuse]: 'reuse', [urls.hidden]: 'hidden', [urls.itemControl]: 'look',
  ...Object.fromEntries([urls.ordinalValue, urls.itemWeight].map(url => [url, 'score'])),
  ...Object.fromEntries([urls.minValue, urls.maxValue, urls.minLength, urls.minOccurs, urls.maxOccurs, urls.maxDecimalPlaces, urls.regex, urls.mimeType, urls.maxSize, urls.unit, urls.unitOption].map(url => [url, 'limits'])),
}
const byMember: Readonly<Record<string, Kept>> = { initial: 'prefilled', answerValueSet: 'value-set', maxLength: 'limits', code: 'code', readOnly: 'other' }
const known = new Set(['linkId', 'type', 'text', '_text', 'required', 'repeats', 'item', 'answerOption', 'enableWhen', 'enableBehavior', 'extension'])

/** What of an item the builder keeps without showing it, each once. */
export function keptOf(item: QuestionnaireItem): readonly Kept[] {
  const found = new Set<Kept>()
  const shown = shownUrls(item)
  for (const { url } of item.extension ?? []) if (!shown.has(url)) found.add(byUrl[url] ?? 'other')
  const measured = readPrefill(item)
  for (const member of Object.keys(item)) {
    const isShown = known.has(member) || (member === 'code' && measured !== undefined && measured !== 'kept' && shown.has(urls.observationLinkPeriod)) || (member === 'initial' && readInitial(item) !== 'kept')
    if (!isShown) found.add(byMember[member] ?? 'other')
  }
  if (readInitial(item) === 'kept') found.add('prefilled')
  if (conditionOf(item) === 'kept') found.add('condition')
  return [...found]
}

/** Extensions that the builder has fields for, as they stand at this item. */
function shownUrls(item: QuestionnaireItem): ReadonlySet<string> {
  return new Set([
    urls.supportLink, urls.displayCategory, urls.reuse,
    ...readCalculation(item) === 'kept' ? [] : [urls.calculatedExpression],
    ...readPrefill(item) === 'kept' ? [] : [urls.initialExpression, urls.populationContext, urls.observationLinkPeriod],
    ...!isNumber(item) ? [] : [...readBound(item, 'min') === 'kept' ? [] : [urls.minValue], ...readBound(item, 'max') === 'kept' ? [] : [urls.maxValue], ...item.type === 'integer' ? [] : [urls.maxDecimalPlaces]],
    ...item.type !== 'quantity' || readUnit(item) === 'kept' ? [] : [urls.unit, urls.unitOption],
  ])
}

/** Whether its kind can be changed without anything being lost that somebody chose with care. */
export function mayChangeKind(item: QuestionnaireItem): boolean {
  const chosen = hasPoints(item) || readCalculation(item) !== undefined || readPrefill(item) !== undefined || readInitial(item) !== undefined
  return isKind(item.type) && (item.item ?? []).length === 0 && !chosen && keptOf(item).every(one => one === 'limits' || one === 'look' || one === 'condition')
}

/** An item of another kind: with what that kind can have. */
export function changeKind(item: QuestionnaireItem, type: Kind): QuestionnaireItem {
  if (item.type === type) return item
  const [stays, words] = [limitsOf[item.type]?.filter(url => limitsOf[type]?.includes(url)) ?? [], textKinds.includes(item.type) && textKinds.includes(type)]
  const kept = (item.extension ?? []).filter(({ url }) => byUrl[url] !== 'look' && url !== urls.displayCategory && (byUrl[url] !== 'limits' || stays.includes(url)))
  const extension = type === 'attachment' ? [...kept, ...attachmentLimits] : kept
  const without = [...type === 'choice' ? [] : ['answerOption'], ...words ? [] : ['maxLength'], ...type === 'display' ? ['required', 'repeats'] : []]
  const rest = without.reduce((one, member) => put(one, member, undefined), put(item, 'extension', extension.length === 0 ? undefined : extension))
  return { ...rest, type }
}

const textKinds: readonly string[] = ['string', 'text']
const textLimits = [urls.minLength, urls.regex] as const
const numberLimits = [urls.minValue, urls.maxValue] as const
const occurs = [urls.minOccurs, urls.maxOccurs] as const
/** Limits that a kind knows; those both kinds know stay. */
const limitsOf: Readonly<Record<string, readonly string[]>> = {
  string: [...occurs, ...textLimits], text: [...occurs, ...textLimits], integer: [...occurs, ...numberLimits], decimal: [...occurs, ...numberLimits, urls.maxDecimalPlaces], quantity: [...occurs, ...numberLimits, urls.maxDecimalPlaces],
}

/** What a photo or letter needs; larger pictures the patient's browser makes smaller. */
const attachmentLimits: readonly Extension[] = [...['image/jpeg', 'image/png', 'application/pdf'].map(type => ({ url: urls.mimeType, valueCode: type })), { url: urls.maxSize, valueDecimal: 2_000_000 }]

/** A new one of this kind; what calculates begins with what it most likely is about: all points, or the last score. */
export function newItem(questionnaire: Questionnaire, addition: Addition): QuestionnaireItem {
  const linkId = freshLinkId(questionnaire)
  if (addition === 'score') return writeCalculation({ linkId, type: 'decimal' }, { how: 'points', questions: calculationQuestions(questionnaire, linkId, 'points').map(one => one.linkId), missing: 'wait', decimals: 2 })
  if (addition === 'grade') {
    const numbers = calculationQuestions(questionnaire, linkId, 'grade')
    return writeCalculation({ linkId, type: 'choice' }, { how: 'grade', question: (numbers.findLast(one => readCalculation(one) !== undefined) ?? numbers.at(-1))?.linkId ?? '', steps: [] })
  }
  if (addition === 'calculated') return writeCalculation({ linkId, type: 'decimal' }, { how: 'sum', questions: [], missing: 'wait', decimals: 1 })
  return changeKind({ linkId, type: addition === 'string' ? 'string' : 'text' }, addition)
}

/** A text that helps with the question behind it: asked where that one is. */
export function newHelp(questionnaire: Questionnaire, about: QuestionnaireItem): QuestionnaireItem {
  const { enableWhen, enableBehavior } = about
  const asked = about.extension?.filter(({ url }) => url === urls.enableWhenExpression) ?? []
  return {
    ...setHelp({ linkId: freshLinkId(questionnaire), type: 'display', ...(asked.length === 0 ? {} : { extension: asked }) }, true),
    ...(enableWhen === undefined ? {} : { enableWhen }), ...(enableBehavior === undefined ? {} : { enableBehavior }),
  }
}

export function isHelp(item: QuestionnaireItem): boolean {
  const concept = extensionValue(item, urls.displayCategory) as { readonly coding?: readonly Coding[] } | undefined
  return concept?.coding?.[0]?.code === 'help'
}

/** A text shown as help, or plainly. */
export function setHelp(item: QuestionnaireItem, help: boolean): QuestionnaireItem {
  if (isHelp(item) === help) return item
  const rest = (item.extension ?? []).filter(({ url }) => url !== urls.displayCategory)
  const extension = help ? [...rest, { url: urls.displayCategory, valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/questionnaire-display-category', code: 'help' }] } }] : rest
  return put(item, 'extension', extension.length === 0 ? undefined : extension)
}

export function readLink(item: QuestionnaireItem): string {
  const link = extensionValue(item, urls.supportLink)
  return typeof link === 'string' ? link : ''
}

/** Where more is explained; '' = nowhere. */
export function writeLink(item: QuestionnaireItem, link: string): QuestionnaireItem {
  if (readLink(item) === link) return item
  const list = item.extension ?? []
  const at = list.findIndex(({ url }) => url === urls.supportLink)
  const next = link.trim() === '' ? list.filter((_, index) => index !== at) : at < 0 ? [...list, { url: urls.supportLink, valueUri: link }] : list.with(at, { ...list[at]!, valueUri: link })
  return put(item, 'extension', next.length === 0 ? undefined : next)
}

/** true is written, false is left out, unless it says so already. */
export function setFlag(item: QuestionnaireItem, flag: 'required' | 'repeats', on: boolean): QuestionnaireItem {
  return (item[flag] === true) === on ? item : put(item, flag, on ? true : undefined)
}

export interface Option {
  readonly code: string
  readonly texts: Texts
  /** Not a coding: stays as it is. */
  readonly fixed: boolean
}

export function readOptions(item: QuestionnaireItem, main: Language): readonly Option[] {
  return (item.answerOption ?? []).map(option => {
    const coding = option['valueCoding'] as Coding | undefined
    if (coding !== undefined) return { code: coding.code ?? '', texts: readTexts(coding as Element, 'display', main), fixed: false }
    const member = valueMember(option)
    const value: unknown = member === undefined ? undefined : option[member]
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '…'
    return { code: '', texts: { de: text, en: text }, fixed: true }
  })
}

export function writeOption(item: QuestionnaireItem, at: number, texts: Texts, main: Language): QuestionnaireItem {
  const option = item.answerOption?.[at]
  const coding = option?.['valueCoding'] as Element | undefined
  if (option === undefined || coding === undefined) return item
  const next = writeTexts(coding, 'display', texts, main)
  return next === coding ? item : put(item, 'answerOption', item.answerOption!.with(at, { ...option, valueCoding: next }))
}

/** One more answer, of the code system the others are of, else of the questionnaire's own. */
export function addOption(questionnaire: Questionnaire, item: QuestionnaireItem): QuestionnaireItem {
  const options = item.answerOption ?? []
  const codings = options.map(option => option['valueCoding'] as Coding | undefined)
  const taken = new Set(codings.map(coding => coding?.code))
  let number = options.length + 1
  while (taken.has(`a${number}`)) number += 1
  const system = codings.find(coding => coding?.system !== undefined)?.system ?? questionnaire.url
  return { ...item, answerOption: [...options, { valueCoding: { ...(system === undefined ? {} : { system }), code: `a${number}` } }] }
}

export function removeOption(item: QuestionnaireItem, at: number): QuestionnaireItem {
  const rest = (item.answerOption ?? []).toSpliced(at, 1)
  return put(item, 'answerOption', rest.length === 0 ? undefined : rest)
}

export function moveOption(item: QuestionnaireItem, at: number, step: -1 | 1): QuestionnaireItem {
  const options = item.answerOption ?? []
  const to = at + step
  return to < 0 || to >= options.length ? item : put(item, 'answerOption', options.toSpliced(at, 1).toSpliced(to, 0, options[at]!))
}

/** One question has one answer; kept = something the builder has no fields for; undefined = always asked. */
export interface Condition {
  readonly question: string
  /** `true`, `false`, or `system|code`. */
  readonly answer: string
}

const answerKey = (coding: Coding): string => `${coding.system ?? ''}|${coding.code ?? ''}`

export function conditionOf(item: QuestionnaireItem): Condition | 'kept' | undefined {
  if (item.extension?.some(({ url }) => url === urls.enableWhenExpression) === true) return 'kept'
  if (item.enableWhen === undefined || item.enableWhen.length === 0) return undefined
  const [one] = item.enableWhen
  if (item.enableWhen.length > 1 || one?.operator !== '=' || Object.keys(one).length !== 3) return 'kept'
  if (typeof one['answerBoolean'] === 'boolean') return { question: one.question, answer: String(one['answerBoolean']) }
  const coding = one['answerCoding'] as Coding | undefined
  return coding?.code === undefined ? 'kept' : { question: one.question, answer: answerKey(coding) }
}

export function writeCondition(item: QuestionnaireItem, condition: Condition | undefined): QuestionnaireItem {
  const before = conditionOf(item)
  if (before === 'kept' || (before?.question === condition?.question && before?.answer === condition?.answer)) return item
  if (condition === undefined) return put(put(item, 'enableWhen', undefined), 'enableBehavior', undefined)
  const [system, code] = splitAt(condition.answer, condition.answer.lastIndexOf('|'))
  const answer = condition.answer === 'true' || condition.answer === 'false' ? { answerBoolean: condition.answer === 'true' } : { answerCoding: { ...(system === '' ? {} : { system }), code } }
  return put(item, 'enableWhen', [{ question: condition.question, operator: '=', ...answer }])
}

const splitAt = (text: string, at: number): readonly [string, string] => [text.slice(0, at), text.slice(at + 1)]

/** Answers a condition can ask for, in the order of the question; undefined where it cannot be asked so. */
export function conditionAnswers(question: QuestionnaireItem, main: Language): readonly { readonly answer: string; readonly texts: Texts | undefined }[] | undefined {
  if (question.type === 'boolean') return [{ answer: 'true', texts: undefined }, { answer: 'false', texts: undefined }]
  if (question.type !== 'choice' && question.type !== 'open-choice') return undefined
  return question.answerOption?.flatMap(option => {
    const coding = option['valueCoding'] as Coding | undefined
    return coding?.code === undefined ? [] : [{ answer: answerKey(coding), texts: readTexts(coding as Element, 'display', main) }]
  })
}

/** Questions before this one that a condition can be about, and the one that its condition is about already. */
export function conditionQuestions(questionnaire: Questionnaire, linkId: string): readonly QuestionnaireItem[] {
  const places = placesOf(questionnaire)
  const here = places.findIndex(({ item }) => item.linkId === linkId)
  const condition = here < 0 ? undefined : conditionOf(places[here]!.item)
  const present = condition === undefined || condition === 'kept' ? undefined : condition.question
  return places.filter(({ item }, at) => (at < here || item.linkId === present) && !isWithin(questionnaire, item.linkId, linkId) && conditionAnswers(item, 'de') !== undefined).map(({ item }) => item)
}

/** Whether an expression somewhere writes this link id or code out: then it cannot go. */
export function isNamed(questionnaire: Questionnaire, word: string): boolean {
  const expressions: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, one] of Object.entries(value)) {
      if (name === 'expression' && typeof one === 'string') expressions.push(one)
      else walk(one)
    }
  }
  walk(questionnaire)
  return expressions.some(expression => expression.includes(`'${word}'`))
}
