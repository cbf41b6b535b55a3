/** Reading what another system may have written in any form. */
export type Loose = Readonly<Record<string, unknown>>

/** The members of an object; none where it is something else. */
export function members(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Loose : {}
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
