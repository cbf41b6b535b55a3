import type { Condition } from '../types.ts'

/** Conditions that hold where one of the alternatives does, as plain as can be: a sole alternative stands for itself, and alternatives
 *  among alternatives are all of one rank, so that a store sees what it can choose from. */
export function anyOf(alternatives: readonly (readonly Condition[])[]): readonly Condition[] {
  const of = alternatives.flatMap(one => {
    const [first, ...others] = one
    return first?.kind === 'any' && others.length === 0 ? first.of : [one]
  })
  const [sole, ...more] = of
  return sole !== undefined && more.length === 0 ? sole : [{ kind: 'any', of }]
}
