import type { Known } from './known.ts'
import type { Part } from './part.ts'
import { readPart, searchParts } from './read-parts.ts'
import type { Target } from './target.ts'
import { createPart, importPart, readyRecordsOf, updatePart, type ReadyRecord } from './write-parts.ts'

/** Far more than a run imports whole records. */
const numbersOfRun = 10_000_000

/** The parts of the workloads over HTTP, each made when it is first asked for: what it asks for must be known by then. */
export class Parts {
  readonly #make: Readonly<Record<string, () => Part>>
  readonly #made = new Map<string, Part>()
  readonly #turns = new Map<string, number>()

  /** `first` is the number of the first record imported. */
  constructor(target: Target, known: Known, method: 'POST' | 'GET', first: number) {
    let whole: readonly ReadyRecord[] | undefined
    const records = (): readonly ReadyRecord[] => (whole ??= readyRecordsOf(target, 'whole'))
    let searches: readonly Part[] | undefined
    const search = (turn: number): Part => (searches ??= searchParts(target, known, method))[turn % 5]!
    this.#make = {
      load: () => importPart('load', records(), first, known, true),
      import: () => importPart('import', records(), first, known, false),
      transaction: () => importPart('transaction', readyRecordsOf(target, 'case'), first + numbersOfRun, known, false),
      create: () => createPart(target, known),
      update: () => updatePart(target, known),
      read: () => readPart(target, known),
      // All shapes in turn.
      search: () => ({ name: 'search', next: (turn) => search(turn).next(Math.floor(turn / 5)) }),
      ...Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`search ${n}`, () => search(n)])),
    }
  }

  get(name: string): Part {
    let part = this.#made.get(name)
    if (part === undefined) this.#made.set(name, (part = this.#make[name]!()))
    return part
  }

  /** Counts on, over all drives of the run: no record is imported twice under one number. */
  nextTurn(name: string): number {
    const counter = name === 'load' ? 'import' : name
    const turn = this.#turns.get(counter) ?? 0
    this.#turns.set(counter, turn + 1)
    return turn
  }
}
