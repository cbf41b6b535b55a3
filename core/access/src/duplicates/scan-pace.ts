/** How long a transaction that compares may last, in milliseconds. It writes at its end only, since what anybody commits is told to nobody before the oldest
 *  transaction that has written has ended; how much it then writes goes with how long it has compared. */
const wantedMs = 40
const fewest = 5
const most = 200

/** How many Patients a step compares: as many as are done in that time, by how long the last ones took. */
export class ScanPace {
  #size = 25

  get size(): number {
    return this.#size
  }

  /** So many took so long, in milliseconds. */
  took(patients: number, ms: number): void {
    if (patients === 0) return
    const fitting = Math.round((wantedMs * patients) / Math.max(ms, 1))
    // One that had to wait for a lock says little of the next.
    this.#size = Math.min(most, 2 * this.#size, Math.max(fewest, Math.ceil(this.#size / 2), fitting))
  }
}
