/** Upper bounds in seconds. */
export const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

/** Counts durations into cumulative buckets, as Prometheus has them. */
export class Histogram {
  readonly #counts = new Array<number>(durationBuckets.length).fill(0)
  #sum = 0
  #count = 0

  observe(seconds: number): void {
    const at = durationBuckets.findIndex((bound) => seconds <= bound)
    if (at >= 0) this.#counts[at]! += 1
    this.#sum += seconds
    this.#count += 1
  }

  /** Lines of the text format; `labels` without braces. Source: Prometheus exposition format 0.0.4. */
  lines(name: string, labels: string): string[] {
    let below = 0
    const lines = durationBuckets.map((bound, at) => `${name}_bucket{${labels},le="${bound}"} ${(below += this.#counts[at]!)}`)
    return [...lines, `${name}_bucket{${labels},le="+Inf"} ${this.#count}`, `${name}_sum{${labels}} ${this.#sum}`, `${name}_count{${labels}} ${this.#count}`]
  }
}
