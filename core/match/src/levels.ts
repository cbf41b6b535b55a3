/** What is compared, and how alike two values can be, from alike to different. The order is that of the parameters in a model. */
export const levels = {
  given: ['same', 'partial', 'nickname', 'sound', 'typo', 'alike', 'different'],
  family: ['same', 'partial', 'birth-name', 'sound', 'typo', 'swapped', 'different'],
  birth: ['same', 'day-month', 'digit', 'year', 'incomplete', 'different'],
  gender: ['same', 'different'],
  address: ['same', 'street', 'area', 'different'],
  telecom: ['same', 'different'],
  kvnr: ['same', 'typo', 'different'],
} as const

export type Field = keyof typeof levels
export type Level<F extends Field = Field> = (typeof levels)[F][number]

export const fields = Object.freeze(Object.keys(levels) as Field[])

/** The place of a field in a comparison. */
export const at: Readonly<Record<Field, number>> = Object.freeze(Object.fromEntries(fields.map((field, place) => [field, place])) as Record<Field, number>)

/** In place of a level: one of the two, or both, do not have the field. */
export const missing = -1

export function levelIndex<F extends Field>(field: F, level: Level<F>): number {
  return (levels[field] as readonly string[]).indexOf(level)
}

export function levelName(field: Field, index: number): string {
  return index === missing ? 'missing' : levels[field][index]!
}
