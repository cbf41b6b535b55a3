import { pointsOf, urls, valueMember, type Element, type QuestionnaireItem } from '@steckwerk/form'
import { putExtension, withValue } from './form-build-extension.ts'
import { put } from './form-build-words.ts'

/** What an answer counts; undefined = it has no points. */
export function readPoints(item: QuestionnaireItem, at: number): number | undefined {
  const option = item.answerOption?.[at]
  return option === undefined ? undefined : pointsOf(option)
}

/** Written where they stand already, else at the coding: so an answer takes them along. */
export function writePoints(item: QuestionnaireItem, at: number, points: number | undefined): QuestionnaireItem {
  const option = item.answerOption?.[at]
  if (option === undefined || readPoints(item, at) === points) return item
  const coding = option['valueCoding'] as Element | undefined
  const stored = [option, coding].flatMap(element => (element?.extension ?? []).filter(one => (one.url === urls.ordinalValue || one.url === urls.itemWeight) && typeof one[valueMember(one) ?? ''] === 'number').map(extension => ({ element: element!, extension })))[0]
  const element = stored?.element ?? coding
  if (element === undefined) return item
  const url = stored?.extension.url ?? urls.ordinalValue
  const next = putExtension(element, url, points === undefined ? undefined : withValue(stored?.extension, url, 'valueDecimal', points))
  return put(item, 'answerOption', item.answerOption!.with(at, element === option ? next : { ...option, valueCoding: next }))
}

export function hasPoints(item: QuestionnaireItem): boolean {
  return (item.answerOption ?? []).some(option => pointsOf(option) !== undefined)
}
