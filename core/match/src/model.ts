import type { Field } from './levels.ts'

/** What two records can be to each other. Fellegi and Sunter know one person or two; but members of a household agree in family, address
 *  and telephone all at once, twins in their birth date too, so that "two persons" is a mixture of four kinds, within each of which fields
 *  vary by themselves. */
export const kinds = ['match', 'household', 'twins', 'namesakes', 'unrelated'] as const
export type Kind = (typeof kinds)[number]

/** For each field the probability of each level, in the order of `levels`. */
export type Parameters = { readonly [F in Field]: readonly number[] }

export interface Model {
  /** How many of a kind there are for one record: 0.1 matches a record means one record in ten has a second one. */
  readonly perRecord: Readonly<Record<Exclude<Kind, 'unrelated'>, number>>
  readonly probabilities: Readonly<Record<Kind, Parameters>>
  /** Weights (bits) from which a pair is certain, and from which it is to be reviewed. */
  readonly thresholds: { readonly certain: number; readonly review: number }
}
