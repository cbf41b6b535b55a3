import { Recorder } from './recorder.ts'

export interface Driven {
  /** Operations finished. */
  readonly done: number
  /** Seconds from the first begun to the last finished. */
  readonly elapsed: number
  readonly recorder: Recorder
}

/** Keeps `concurrency` operations in flight for `seconds`, or until `limit` have begun or `enough` holds, and records how long each took. */
export async function drive(options: {
  readonly concurrency: number
  readonly seconds: number
  readonly limit?: number
  readonly enough?: () => boolean
  readonly signal: AbortSignal
  /** Records here, beside what it holds already. */
  readonly into?: Recorder
  readonly work: (turn: number) => Promise<void>
}): Promise<Driven> {
  const { concurrency, limit = Number.POSITIVE_INFINITY, enough = () => false, signal, work } = options
  const recorder = options.into ?? new Recorder()
  let done = 0
  const begun = performance.now()
  const end = begun + options.seconds * 1000
  let turn = 0
  const lane = async (): Promise<void> => {
    while (turn < limit && performance.now() < end && !enough()) {
      signal.throwIfAborted()
      const started = performance.now()
      await work(turn++)
      recorder.record(performance.now() - started)
      done++
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return { done, elapsed: (performance.now() - begun) / 1000, recorder }
}
