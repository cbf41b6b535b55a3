import type { Element, Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { put } from './form-build-words.ts'

export type Items = readonly QuestionnaireItem[]

/** Where an item stands. */
export interface Place {
  readonly item: QuestionnaireItem
  /** Link ids of what it stands in, outermost first. */
  readonly within: readonly string[]
  readonly at: number
  readonly count: number
}

/** FHIR knows no empty lists. */
const withItems = <T extends Element>(element: T, items: Items): T => put(element, 'item', items.length === 0 ? undefined : items)

/** All items in the order of the form, each before what stands in it. */
export function placesOf(questionnaire: Questionnaire): readonly Place[] {
  const walk = (items: Items | undefined, within: readonly string[]): readonly Place[] =>
    (items ?? []).flatMap((item, at) => [{ item, within, at, count: items!.length }, ...walk(item.item, [...within, item.linkId])])
  return walk(questionnaire.item, [])
}

export function placeOf(questionnaire: Questionnaire, linkId: string): Place | undefined {
  return placesOf(questionnaire).find(({ item }) => item.linkId === linkId)
}

/** The questionnaire with the list changed in which this item stands; the same one where there is no such item. */
function withSiblings(questionnaire: Questionnaire, linkId: string, change: (siblings: Items, at: number) => Items): Questionnaire {
  const walk = (items: Items): Items | undefined => {
    const at = items.findIndex(one => one.linkId === linkId)
    if (at >= 0) return change(items, at)
    for (const [index, item] of items.entries()) {
      const inner = item.item === undefined ? undefined : walk(item.item)
      if (inner !== undefined) return items.with(index, withItems(item, inner))
    }
    return undefined
  }
  const next = walk(questionnaire.item ?? [])
  return next === undefined ? questionnaire : withItems(questionnaire, next)
}

export function changeItem(questionnaire: Questionnaire, linkId: string, change: (item: QuestionnaireItem) => QuestionnaireItem): Questionnaire {
  return withSiblings(questionnaire, linkId, (siblings, at) => siblings.with(at, change(siblings[at]!)))
}

export function removeItem(questionnaire: Questionnaire, linkId: string): Questionnaire {
  return withSiblings(questionnaire, linkId, (siblings, at) => siblings.toSpliced(at, 1))
}

/** At the end of a group, or of the form. */
export function appendItem(questionnaire: Questionnaire, item: QuestionnaireItem, group: string | undefined): Questionnaire {
  if (group === undefined) return withItems(questionnaire, [...questionnaire.item ?? [], item])
  return changeItem(questionnaire, group, one => withItems(one, [...one.item ?? [], item]))
}

export function insertBefore(questionnaire: Questionnaire, item: QuestionnaireItem, linkId: string): Questionnaire {
  return withSiblings(questionnaire, linkId, (siblings, at) => siblings.toSpliced(at, 0, item))
}

/** One place up or down among what stands in the same group. */
export function moveBy(questionnaire: Questionnaire, linkId: string, step: -1 | 1): Questionnaire {
  return withSiblings(questionnaire, linkId, (siblings, at) => {
    const to = at + step
    return to < 0 || to >= siblings.length ? siblings : siblings.toSpliced(at, 1).toSpliced(to, 0, siblings[at]!)
  })
}

/** To the end of a group, or of the form; the same one where it would come to stand in itself. */
export function moveInto(questionnaire: Questionnaire, linkId: string, group: string | undefined): Questionnaire {
  const place = placeOf(questionnaire, linkId)
  if (place === undefined || (group !== undefined && isWithin(questionnaire, group, linkId))) return questionnaire
  return appendItem(removeItem(questionnaire, linkId), place.item, group)
}

/** To where another one stands: before it if it comes from behind, else behind it, as a list does that is dragged. */
export function moveTo(questionnaire: Questionnaire, linkId: string, target: string): Questionnaire {
  const [from, to] = [placeOf(questionnaire, linkId), placeOf(questionnaire, target)]
  if (from === undefined || to === undefined || isWithin(questionnaire, target, linkId)) return questionnaire
  const isBehind = from.within.join('/') === to.within.join('/') && from.at < to.at
  return withSiblings(removeItem(questionnaire, linkId), target, (siblings, at) => siblings.toSpliced(isBehind ? at + 1 : at, 0, from.item))
}

/** Whether an item is this other one or stands in it. */
export function isWithin(questionnaire: Questionnaire, linkId: string, other: string): boolean {
  return linkId === other || placeOf(questionnaire, linkId)?.within.includes(other) === true
}

/** A link id that is not in the form yet. */
export function freshLinkId(questionnaire: Questionnaire): string {
  const taken = new Set(placesOf(questionnaire).map(({ item }) => item.linkId))
  let number = taken.size + 1
  while (taken.has(`q${number}`)) number += 1
  return `q${number}`
}
