import type { GivenFeedback } from './barcamp.ts'

export interface FeedbackFigures {
  readonly count: number
  /** Of 1 to 5. */
  readonly mean: number
  /** How many gave 1, 2, 3, 4, 5. */
  readonly stars: readonly number[]
  readonly texts: readonly string[]
}

/** Of each session by its id, and of the whole event at ''. What nobody said anything of is not in it. */
export function figuresOf(feedback: readonly GivenFeedback[]): ReadonlyMap<string, FeedbackFigures> {
  return new Map([...Map.groupBy(feedback, ({ pitch }) => pitch)].map(([pitch, given]) => [pitch, {
    count: given.length,
    mean: given.reduce((sum, { stars }) => sum + stars, 0) / given.length,
    stars: [1, 2, 3, 4, 5].map(value => given.filter(({ stars }) => stars === value).length),
    texts: given.flatMap(({ text }) => text === '' ? [] : [text]),
  }]))
}
