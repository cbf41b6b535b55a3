import type { Compiled } from './compiled.ts'

export const unplacedCost = 1_000_000

/** A grid that is being filled: which session stands where, and at each moment exactly how many wishes go unmet.
 *  Kept up to date by {@link put} and {@link take}, each in the time of the session's votes. */
export class Seating {
  readonly compiled: Compiled
  /** Session → cell, -1 = none. */
  readonly at: Int32Array
  /** Cell → session, -1 = none. */
  readonly inside: Int32Array
  /** Slot × person → how many of their sessions stand in it. */
  readonly #present: Uint16Array
  /** Slot × host → the session they are at; -1 = none. */
  readonly #busy: Int32Array
  unmet = 0
  unplaced: number

  constructor(compiled: Compiled) {
    const sessions = compiled.open.length
    this.compiled = compiled
    this.at = new Int32Array(sessions).fill(-1)
    this.inside = new Int32Array(compiled.slots * compiled.rooms).fill(-1)
    this.#present = new Uint16Array(compiled.slots * compiled.people)
    this.#busy = new Int32Array(compiled.slots * compiled.hostCount).fill(-1)
    this.unplaced = sessions
    for (const voters of compiled.voters) this.unmet += voters.length
    compiled.pinned.forEach((cell, session) => {
      if (cell !== -1) this.put(session, cell)
    })
  }

  /** The fewer sessions without a cell the better, whatever it costs in wishes. */
  get cost(): number {
    return this.unplaced * unplacedCost + this.unmet
  }

  slotOf(cell: number): number {
    return Math.floor(cell / this.compiled.rooms)
  }

  votes(session: number): number {
    return this.compiled.voters[session]!.length
  }

  /** Whether all its hosts could be there, not counting itself and `without`. */
  hostsFree(session: number, slot: number, without = -1): boolean {
    const { hosts, hostCount } = this.compiled
    for (const host of hosts[session]!) {
      const other = this.#busy[slot * hostCount + host]!
      if (other !== -1 && other !== session && other !== without) return false
    }
    return true
  }

  /** Whoever would have to go before this session can stand here. */
  blockers(session: number, cell: number): Set<number> {
    const { hosts, hostCount } = this.compiled
    const found = new Set<number>()
    if (this.inside[cell] !== -1) found.add(this.inside[cell]!)
    for (const host of hosts[session]!) {
      const other = this.#busy[this.slotOf(cell) * hostCount + host]!
      if (other !== -1) found.add(other)
    }
    return found
  }

  /** How many who want this session want another of this slot, not counting `without`, which stands in it. */
  clashes(session: number, slot: number, without = -1): number {
    const { people, voters, wants } = this.compiled
    const base = slot * people
    const own = voters[session]!
    let clashes = 0
    if (without === -1) {
      for (let at = 0; at < own.length; at++) if (this.#present[base + own[at]!]! > 0) clashes++
    } else {
      for (let at = 0; at < own.length; at++) if (this.#present[base + own[at]!]! > wants[without * people + own[at]!]!) clashes++
    }
    return clashes
  }

  /** The cell must be free, and so must the hosts be. */
  put(session: number, cell: number): void {
    const { voters, people, hosts, hostCount } = this.compiled
    const slot = this.slotOf(cell)
    const own = voters[session]!
    this.unmet += this.clashes(session, slot) - own.length
    for (const person of own) this.#present[slot * people + person]!++
    for (const host of hosts[session]!) this.#busy[slot * hostCount + host] = session
    this.at[session] = cell
    this.inside[cell] = session
    this.unplaced--
  }

  take(session: number): void {
    const { voters, people, hosts, hostCount } = this.compiled
    const cell = this.at[session]!
    const slot = this.slotOf(cell)
    const own = voters[session]!
    for (const person of own) this.#present[slot * people + person]!--
    this.unmet += own.length - this.clashes(session, slot)
    for (const host of hosts[session]!) this.#busy[slot * hostCount + host] = -1
    this.at[session] = -1
    this.inside[cell] = -1
    this.unplaced++
  }

  /** As it was when this copy of `at` was made. */
  restore(at: Int32Array): void {
    for (let session = 0; session < at.length; session++) if (this.at[session] !== -1 && this.at[session] !== at[session]) this.take(session)
    for (let session = 0; session < at.length; session++) if (at[session] !== -1 && this.at[session] === -1) this.put(session, at[session]!)
  }
}
