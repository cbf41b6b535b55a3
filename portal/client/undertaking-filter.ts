import type { UndertakingCard } from './undertakings.ts'
import { stages } from './undertakings.ts'

export interface UndertakingFilter {
  readonly q: string
  readonly stage: string
  readonly topic: string
  readonly forWhom: string
  readonly referenceOnly: boolean
  /** changed, stage, title, costs. */
  readonly order: string
}

const folded = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')

/** Those that fit, in the order that was chosen. Every word has to stand somewhere. */
export function chosenUndertakings(all: readonly UndertakingCard[], { q, stage, topic, forWhom, referenceOnly, order }: UndertakingFilter): readonly UndertakingCard[] {
  const words = folded(q).split(/\s+/).filter(word => word !== '')
  const fits = (one: UndertakingCard): boolean => {
    const text = folded([one.title, one.what, one.forWhom, ...one.topics, ...one.partners].join(' '))
    return words.every(word => text.includes(word)) && (stage === '' || one.stage === stage) && (topic === '' || one.topics.includes(topic)) && (forWhom === '' || one.forWhom === forWhom) && (!referenceOnly || one.stage === 'reference')
  }
  const byTitle = (a: UndertakingCard, b: UndertakingCard): number => a.title.localeCompare(b.title, 'de', { numeric: true })
  const orders: Readonly<Record<string, (a: UndertakingCard, b: UndertakingCard) => number>> = {
    title: byTitle,
    stage: (a, b) => stages.indexOf(b.stage) - stages.indexOf(a.stage) || byTitle(a, b),
    // What nobody has said comes last.
    costs: (a, b) => (a.costs.once ?? Infinity) - (b.costs.once ?? Infinity) || byTitle(a, b),
  }
  const found = all.filter(fits)
  return orders[order] === undefined ? found : found.toSorted(orders[order])
}

/** Each value with how often it stands there, the most frequent first. */
export function countedValues(values: readonly string[]): readonly { readonly name: string; readonly count: number }[] {
  const counted = new Map<string, number>()
  for (const one of values) if (one !== '') counted.set(one, (counted.get(one) ?? 0) + 1)
  return [...counted].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'de')).map(([name, count]) => ({ name, count }))
}
