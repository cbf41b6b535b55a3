import type { Memory, Resources } from '../resources.ts'
import { lineThrough } from './slope.ts'

/** Memory of one process with its descendants over a run. */
export interface MemoryCourse {
  readonly first_mb: number
  readonly median_mb: number
  readonly last_mb: number
  /** Over the last two thirds of the run, when caches are warm; MB (10⁶ bytes) a minute. */
  readonly mb_per_minute: number
  readonly error: number
  /** The growth fitted over those two thirds is at most a twentieth of the median, or within twice its own error. */
  readonly flat: boolean
}

/** Takes memory down in even steps until disposed. */
export class MemoryWatch implements Disposable {
  readonly #samples: { readonly minute: number; readonly memory: ReadonlyMap<string, Memory> }[] = []
  readonly #timer: NodeJS.Timeout

  constructor(resources: Resources, everyMs: number) {
    const begun = performance.now()
    const take = (): void => void this.#samples.push({ minute: (performance.now() - begun) / 60_000, memory: resources.memory() })
    take()
    this.#timer = setInterval(take, everyMs)
  }

  /** Of the named process; undefined where it cannot be known. `which` part of its memory in bytes. */
  course(name: string, which: (memory: Memory) => number): MemoryCourse | undefined {
    const points = this.#samples.flatMap(({ minute, memory }) => {
      const found = memory.get(name)
      return found === undefined ? [] : [[minute, which(found) / 1e6] as const]
    })
    return points.length < 4 ? undefined : courseOf(points)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }
}

/** Points as [minute, MB], in order of time. */
export function courseOf(points: readonly (readonly [number, number])[]): MemoryCourse {
  const end = points.at(-1)![0]
  const late = points.filter(([minute]) => minute >= end / 3)
  const { slope, error } = lineThrough(late)
  const sorted = late.map(([, megabytes]) => megabytes).sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]!
  const grown = slope * (late.at(-1)![0] - late[0]![0])
  const round = (value: number): number => Math.round(value * 100) / 100
  return {
    first_mb: round(points[0]![1]), median_mb: round(median), last_mb: round(points.at(-1)![1]), mb_per_minute: round(slope), error: round(error),
    flat: grown <= median / 20 || slope <= 2 * error,
  }
}
