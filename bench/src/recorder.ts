/** Durations with a relative error of at most 1/64, in constant memory: a logarithmic scale of powers of two, each cut into
 *  64 equal steps, as in Gil Tene's HdrHistogram. From 1 µs to 71 minutes; what is outside counts as the nearest end. */
export class Recorder {
  readonly #counts = new Float64Array(27 * 64)
  #total = 0
  #sum = 0

  /** `ms` milliseconds; `times` operations that took that long. */
  record(ms: number, times = 1): void {
    this.#counts[slotOf(ms * 1000)]! += times
    this.#total += times
    this.#sum += ms * times
  }

  get count(): number {
    return this.#total
  }

  get meanMs(): number {
    return this.#total === 0 ? 0 : this.#sum / this.#total
  }

  /** The smallest duration in milliseconds that `share` (0 to 1) of all stay within; 0 without any. */
  percentile(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.#total * share))
    let seen = 0
    for (let slot = 0; slot < this.#counts.length; slot++) {
      seen += this.#counts[slot]!
      if (seen >= wanted) return upperEnd(slot) / 1000
    }
    return 0
  }
}

const last = 27 * 64 - 1

/** Below 64 µs a slot is a microsecond; from there each doubling has 64 slots. */
function slotOf(microseconds: number): number {
  const value = Math.max(0, Math.floor(microseconds))
  if (value < 64) return value
  const power = Math.floor(Math.log2(value))
  return Math.min(last, (power - 5) * 64 + Math.floor(((value - 2 ** power) * 64) / 2 ** power))
}

function upperEnd(slot: number): number {
  if (slot < 64) return slot + 1
  const power = Math.floor(slot / 64) + 5
  return 2 ** power + (((slot % 64) + 1) * 2 ** power) / 64
}
