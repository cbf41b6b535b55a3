import { statfsSync } from 'node:fs'
import { Fault, type Clock } from '@steckwerk/kernel'
import { yieldRoom } from './prune.ts'
import type { Spool } from './spool.ts'

export interface RoomOptions {
  readonly dir: string
  /** Free bytes of the disk below which nothing is taken any more. */
  readonly reserveBytes: number
  readonly clock: Clock
  /** Free bytes of the disk; a port for tests. */
  readonly freeBytes?: (dir: string) => number
}

const checkEveryMs = 1000
const yieldAtOnce = 500
const pageBytes = 4096

/** Watches what the spool may still take. Disk and file are looked at every second and whenever an estimate comes close to a limit. */
export class Room {
  readonly #spool: Spool
  readonly #options: RoomOptions
  #free = 0
  #used = 0
  #checkedAt = Number.NEGATIVE_INFINITY

  constructor(spool: Spool, options: RoomOptions) {
    this.#spool = spool
    this.#options = options
  }

  /** Bytes the spool uses: its pages less the free ones inside. */
  get usedBytes(): number {
    const { pageCount, freePages } = this.#spool.statements
    const { page_count: pages } = pageCount.get() as { page_count: number }
    const { freelist_count: free } = freePages.get() as { freelist_count: number }
    return (pages - free) * pageBytes
  }

  /** Why messages of together `bytes` cannot be taken now; undefined where they can. Originals that the hub has already
   *  make room first. Fault codes: connector/spool-full, connector/disk-full. */
  refusal(bytes: number): Fault | undefined {
    const { limitBytes } = this.#spool
    const { clock, reserveBytes } = this.#options
    // A page is rarely filled to its end, and the indexes take their share.
    const wanted = bytes * 1.25 + 65_536
    const close = this.#used + wanted > limitBytes || this.#free - wanted < reserveBytes
    if (close || clock.now() - this.#checkedAt >= checkEveryMs) this.#look()
    if (this.#used + wanted > limitBytes && yieldRoom(this.#spool, yieldAtOnce) > 0) this.#look()
    if (this.#used + wanted > limitBytes) return new Fault('full', 'connector/spool-full', 'The spool has reached its limit; the hub has to take messages first.')
    if (this.#free - bytes < reserveBytes) return new Fault('full', 'connector/disk-full', 'The disk of the spool is nearly full.')
    this.#used += bytes * 1.25
    this.#free -= bytes * 1.25
    return undefined
  }

  #look(): void {
    const { clock, dir } = this.#options
    this.#free = (this.#options.freeBytes ?? freeBytes)(dir)
    this.#used = this.usedBytes
    this.#checkedAt = clock.now()
  }
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}
