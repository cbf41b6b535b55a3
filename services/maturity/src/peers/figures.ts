import type { MaturityModel } from '../model/model.ts'
import { valueOf, type Result } from '../assessment/result.ts'

/** So many others at least stand behind every figure about peers. */
export const fewestPeers = 5

/** What is said about a group of offices in one dimension: values that offices are at or below. No mean, which would tell a sum, and neither the lowest nor the
 *  highest, which would be one office's answer. */
export interface PeerFigure {
  readonly lowerQuarter: number
  readonly median: number
  readonly upperQuarter: number
}

/** By the dimension's code; null = withheld. */
export type PeerFigures = Readonly<Record<string, PeerFigure | null>>

/** Figures about a group that every one of its offices may see. Each of them knows its own values, so that the others must be enough also without it, and must
 *  not all be of one value: leaving itself out, it would know what everybody answered. */
export function peerFigures(model: MaturityModel, group: readonly Result[]): PeerFigures {
  return Object.fromEntries(model.dimensions.map(({ code }) => [code, figureOf(model, group.map((result) => valueOf(result, code)))]))
}

function figureOf({ scale: { peerStep } }: MaturityModel, values: readonly (number | null)[]): PeerFigure | null {
  const known = values.filter((value) => value !== null).toSorted((one, other) => one - other)
  if (known.length - 1 < fewestPeers) return null
  if (known.some((_, left) => allEqual(known.toSpliced(left, 1)))) return null
  const at = (share: number): number => roundTo(known[Math.ceil(share * known.length) - 1]!, peerStep)
  return { lowerQuarter: at(0.25), median: at(0.5), upperQuarter: at(0.75) }
}

function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step
}
