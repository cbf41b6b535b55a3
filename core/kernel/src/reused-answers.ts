import type { Clock } from './clock.ts'

export interface ReuseOptions<T> {
  readonly clock: Clock
  /** How long an answer is given again, counted from when it was asked for, in milliseconds. */
  readonly reuseMs: number
  /** So many keys at most: then all are forgotten. Absent where keys are few by their nature. */
  readonly most?: number
  /** Where an answer itself says that it holds for less: until when, in milliseconds since 1970. */
  readonly holdsUntil?: (answer: T) => number
}

/** What is asked often and may be a few seconds old. Who asks while an answer is being made waits for that one; a failure is not kept. */
export interface ReusedAnswers<K, T> {
  /** The answer for a key; `make` is called, in the same turn, where there is no fresh one. It gets the time. */
  of(key: K, make: (now: number) => Promise<T>): Promise<T>
  /** The next question, about one key or about any, is answered afresh: an answer still being made goes to those who wait for it and to nobody else. */
  forget(key?: K): void
  /** The same for all keys that `which` names. */
  forgetWhere(which: (key: K) => boolean): void
}

interface Entry<T> {
  readonly answer: Promise<T>
  until: number
}

export function reusedAnswers<K extends string | number, T>(options: ReuseOptions<T>): ReusedAnswers<K, T> {
  const { clock, reuseMs, most = Infinity, holdsUntil } = options
  const entries = new Map<K, Entry<T>>()

  return {
    of: (key, make) => {
      const now = clock.now()
      const known = entries.get(key)
      if (known !== undefined && known.until > now) return known.answer
      if (entries.size >= most) entries.clear()
      const entry: Entry<T> = { answer: make(now), until: now + reuseMs }
      entries.set(key, entry)
      entry.answer.then(
        (answer) => {
          if (holdsUntil !== undefined) entry.until = Math.min(entry.until, holdsUntil(answer))
        },
        // By then another may stand in its place.
        () => {
          if (entries.get(key) === entry) entries.delete(key)
        },
      )
      return entry.answer
    },
    forget: (key) => {
      if (key === undefined) entries.clear()
      else entries.delete(key)
    },
    forgetWhere: (which) => {
      for (const key of entries.keys()) if (which(key)) entries.delete(key)
    },
  }
}
