import { calculatesLive, type Coding, type Element, type Language, type Questionnaire } from '@steckwerk/form'
import type { Authoring, ExpressionFault } from '@steckwerk/form/authoring'
import { calculationWrong, readCalculation, type CalculationWrong } from './form-build-calculation.ts'
import { conditionAnswers, conditionOf, readOptions } from './form-build-item.ts'
import { commonUnits, readBound, readUnit, ucum } from './form-build-number.ts'
import { placesOf } from './form-build-tree.ts'
import { mainLanguage, put, readTexts, writeTexts, type Texts } from './form-build-words.ts'

const occasionSystem = 'urn:steckwerk:form-occasion'

interface UseContext extends Element {
  readonly valueCodeableConcept?: { readonly coding?: readonly Coding[] }
}

const contextsOf = (questionnaire: Questionnaire): readonly UseContext[] => (questionnaire['useContext'] ?? []) as readonly UseContext[]
const isOccasion = ({ valueCodeableConcept }: UseContext): boolean => valueCodeableConcept?.coding?.some(({ system }) => system === occasionSystem) === true

/** visit = asked for before every visit; undefined = offered at any time. */
export function occasionOf(questionnaire: Questionnaire): string | undefined {
  return contextsOf(questionnaire).flatMap(({ valueCodeableConcept }) => valueCodeableConcept?.coding ?? []).find(({ system }) => system === occasionSystem)?.code
}

export function setOccasion(questionnaire: Questionnaire, occasion: 'visit' | undefined): Questionnaire {
  if (occasionOf(questionnaire) === occasion) return questionnaire
  const rest = contextsOf(questionnaire).filter(one => !isOccasion(one))
  const visit = { code: { system: 'http://terminology.hl7.org/CodeSystem/usage-context-type', code: 'workflow' }, valueCodeableConcept: { coding: [{ system: occasionSystem, code: 'visit', display: 'Vor dem Besuch' }] } }
  const next = occasion === undefined ? rest : [...rest, visit]
  return put(questionnaire, 'useContext', next.length === 0 ? undefined : next)
}

/** Ours: it comes anew with each version of the service, so that a carrier copies it and changes the copy. */
export function isOurs(questionnaire: Questionnaire): boolean {
  return questionnaire.url?.startsWith('urn:steckwerk:questionnaire:') === true
}

/** An empty one. `url`: an address of its own. */
export function newQuestionnaire(title: string, publisher: string, url: string): Questionnaire {
  return { resourceType: 'Questionnaire', language: 'de', url, version: '1', title, status: 'draft', subjectType: ['Patient'], publisher }
}

/** A draft with another's questions, under an address of its own. */
export function copyOf(questionnaire: Questionnaire, publisher: string, url: string): Questionnaire {
  const { id: _, meta: __, text: ___, date: ____, identifier: _____, ...rest } = questionnaire
  const main = mainLanguage(questionnaire)
  const title = readTexts(questionnaire, 'title', main)
  const origin = questionnaire.url === undefined ? [] : [`${questionnaire.url}${questionnaire.version === undefined ? '' : `|${questionnaire.version}`}`]
  const copy = { ...rest, url, version: '1', status: 'draft', publisher, ...(origin.length === 0 ? {} : { derivedFrom: origin }), subjectType: [...new Set([...(questionnaire['subjectType'] ?? []) as readonly string[], 'Patient'])] } as Questionnaire
  return writeTexts(copy, 'title', { de: title.de === '' ? '' : `${title.de} (Kopie)`, en: title.en === '' ? '' : `${title.en} (copy)` }, main)
}

/** A draft to follow this one; `versions`: all there are of its address. */
export function nextOf(questionnaire: Questionnaire, versions: readonly (string | undefined)[]): Questionnaire {
  const { id: _, meta: __, date: ___, ...rest } = questionnaire
  const highest = Math.max(0, ...versions.map(version => Number(/^\d+/.exec(version ?? '')?.[0] ?? 0)))
  return { ...rest, status: 'draft', version: String(highest + 1) }
}

/** Drafts become what is asked; what was asked until now stays readable for answers begun with it, and is offered no longer. `today`: FHIR date. */
export function publication(draft: Questionnaire, all: readonly Questionnaire[], today: string): readonly Questionnaire[] {
  const former = all.filter(one => one.url === draft.url && one.id !== draft.id && one.status === 'active')
  return [{ ...draft, status: 'active', date: today }, ...former.map(one => ({ ...one, status: 'retired' }))]
}

export type BuildWrong = 'title' | 'empty' | 'text' | 'options' | 'option-text' | 'option-twice' | 'group-empty' | 'condition-question' | 'condition-answer' | 'nested-repeats' | 'circle' | 'unreadable' | 'unit' | 'bounds' | 'expression' | CalculationWrong

export interface BuildIssue {
  /** undefined = of the form as a whole. */
  readonly linkId: string | undefined
  readonly code: BuildWrong
  /** Why an expression cannot be used. */
  readonly fault?: ExpressionFault
}

/** Whether expressions or units stand in it that only `authoring` can check. */
export function needsAuthoring(questionnaire: Questionnaire): boolean {
  return placesOf(questionnaire).some(({ item }) => readCalculation(item) !== undefined || isOwnUnit(readUnit(item)))
}

const isOwnUnit = (unit: Coding | 'kept' | undefined): unit is Coding => unit !== undefined && unit !== 'kept' && (unit.system ?? ucum) === ucum && !commonUnits.some(({ code }) => code === unit.code)

/** What keeps a questionnaire from being published, in its order; the last word has the engine that patients' pages run. */
export function buildIssues(questionnaire: Questionnaire, authoring?: Authoring): readonly BuildIssue[] {
  const main = mainLanguage(questionnaire)
  const places = placesOf(questionnaire)
  const items = new Map(places.map(({ item }) => [item.linkId, item]))
  const found: BuildIssue[] = []
  const tell = (linkId: string | undefined, code: BuildWrong): void => void found.push({ linkId, code })
  if (readTexts(questionnaire, 'title', main)[main].trim() === '') tell(undefined, 'title')
  if (!places.some(({ item }) => item.type !== 'group' && item.type !== 'display')) tell(undefined, 'empty')
  for (const { item } of places) {
    const { linkId } = item
    const children = item.item ?? []
    if (readTexts(item, 'text', main)[main].trim() === '' && item.type !== 'group') tell(linkId, 'text')
    if (item.type === 'group' && children.length === 0) tell(linkId, 'group-empty')
    if (item.type !== 'group' && item.repeats === true && children.length > 0) tell(linkId, 'nested-repeats')
    if (item.type === 'choice' && item.answerOption === undefined && item.answerValueSet === undefined) tell(linkId, 'options')
    const options = readOptions(item, main)
    const texts = options.map(option => option.texts[main].trim().toLocaleLowerCase())
    if (texts.includes('')) tell(linkId, 'option-text')
    if (texts.some((text, at) => text !== '' && texts.indexOf(text) !== at)) tell(linkId, 'option-twice')
    const unit = readUnit(item)
    if (isOwnUnit(unit) && authoring?.unit(unit.code ?? '') === false) tell(linkId, 'unit')
    const [min, max] = [readBound(item, 'min'), readBound(item, 'max')]
    if (typeof min === 'number' && typeof max === 'number' && min > max) tell(linkId, 'bounds')
    const wrong = calculationWrong(questionnaire, item)
    const calculation = readCalculation(item)
    if (wrong !== undefined) tell(linkId, wrong)
    else if (calculation !== undefined && calculation !== 'kept' && calculation.how === 'expression') {
      const fault = authoring?.expression(calculation.expression, questionnaire, linkId)
      if (fault !== undefined) found.push({ linkId, code: 'expression', fault })
    }
    if (item.enableWhen?.some(({ question }) => !items.has(question)) === true) tell(linkId, 'condition-question')
    else {
      const condition = conditionOf(item)
      const answers = condition === undefined || condition === 'kept' ? undefined : conditionAnswers(items.get(condition.question)!, main)
      if (condition !== undefined && condition !== 'kept' && answers?.some(({ answer }) => answer === condition.answer) !== true) tell(linkId, 'condition-answer')
    }
  }
  if (found.some(({ code }) => code === 'condition-question' || code === 'nested-repeats')) return found
  try {
    calculatesLive(questionnaire)
  } catch (error) {
    tell(undefined, (error as { readonly code?: unknown }).code === 'form/calculation-cycle' ? 'circle' : 'unreadable')
  }
  return found
}

export interface MissingText {
  readonly language: Language
  /** undefined = of the form as a whole. */
  readonly linkId: string | undefined
}

/** Texts that are there in one language and not in the other, in the order of the form: of the form itself, of questions, of answers. */
export function missingTexts(questionnaire: Questionnaire): readonly MissingText[] {
  const main = mainLanguage(questionnaire)
  const lacking = ({ de, en }: Texts, linkId: string | undefined): readonly MissingText[] => (de === '') === (en === '') ? [] : [{ language: de === '' ? 'de' : 'en', linkId }]
  return [
    ...['title', 'description'].flatMap(member => lacking(readTexts(questionnaire, member, main), undefined)),
    ...placesOf(questionnaire).flatMap(({ item }) => [...lacking(readTexts(item, 'text', main), item.linkId), ...readOptions(item, main).flatMap(({ texts, fixed }) => fixed ? [] : lacking(texts, item.linkId))]),
  ]
}
