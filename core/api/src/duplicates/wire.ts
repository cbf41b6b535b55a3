import type { Duplicates, Pair, PairSide, ScanState } from '@steckwerk/access'
import type { Duplicate, DuplicatePatient, DuplicateQuality, DuplicateState } from '../contract/duplicates.ts'

export function duplicateOf(pair: Pair): Duplicate {
  const { decision, merge, foundAt, left, right, ...rest } = pair
  return {
    ...rest,
    left: patientOf(left),
    right: patientOf(right),
    foundAt: foundAt.toISOString(),
    ...(decision === undefined ? {} : { decision: { ...decision, at: decision.at.toISOString() } }),
    ...(merge === undefined ? {} : { merge: { ...merge, left: merge.left.map((one) => ({ ...one, at: one.at.toISOString() })) } }),
  }
}

function patientOf({ updatedAt, ...rest }: PairSide): DuplicatePatient {
  return { ...rest, updatedAt: updatedAt.toISOString() }
}

export function qualityOf({ bands, ...counts }: Awaited<ReturnType<Duplicates['quality']>>): DuplicateQuality {
  return {
    ...counts,
    bands: bands.map(({ from, to, reviewed, confirmed }) => ({
      from: from ?? null, to: to ?? null, reviewed, confirmed, share: reviewed === 0 ? null : confirmed / reviewed,
    })),
  }
}

export function stateOf({ upTo, ...rest }: ScanState): DuplicateState {
  return { ...rest, upTo: upTo?.toISOString() ?? null }
}
