import type { MaturityModel } from '../model/model.ts'
import type { Result } from '../assessment/result.ts'
import { fewestPeers, peerFigures, type PeerFigures } from './figures.ts'

/** What one office gives to the comparison, by its leave: its newest completed yearly assessment. */
export interface Contribution {
  readonly office: string
  readonly assessment: string
  readonly result: Result
}

/** Figures as they were published, with what went into them; the latter is for {@link nextEdition} alone and is shown to nobody. */
export interface Edition {
  readonly of: readonly { readonly office: string; readonly assessment: string }[]
  readonly figures: PeerFigures
  readonly published: string
}

/** The next edition, where there may be one. Figures stay as they are until enough has changed: whoever compares two editions, also ones that do not follow
 *  each other, finds as many offices in the difference as stand behind any figure, never a single one that joined, left or answered anew. */
export function nextEdition(model: MaturityModel, contributions: readonly Contribution[], editions: readonly Edition[], published: string): Edition | undefined {
  if (contributions.length - 1 < fewestPeers) return undefined
  const of = contributions.map(({ office, assessment }) => ({ office, assessment })).toSorted((one, other) => (one.office < other.office ? -1 : 1))
  if (editions.some((edition) => changedOffices(edition.of, of) < fewestPeers)) return undefined
  return { of, figures: peerFigures(model, contributions.map(({ result }) => result)), published }
}

/** How many offices are in one of the two only, or in both with another assessment. */
export function changedOffices(one: Edition['of'], other: Edition['of']): number {
  const before = new Map(one.map(({ office, assessment }) => [office, assessment]))
  const after = new Map(other.map(({ office, assessment }) => [office, assessment]))
  return [...new Set([...before.keys(), ...after.keys()])].filter((office) => before.get(office) !== after.get(office)).length
}
