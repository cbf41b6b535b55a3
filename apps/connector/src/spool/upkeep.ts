import { flushProgress } from './confirm.ts'
import { pruneByAge, pruneBySize, shrink } from './prune.ts'
import type { Spool } from './spool.ts'
import { spoolFault } from './sqlite-fault.ts'

export interface Retention {
  /** How long an original is kept after the hub has committed it. */
  readonly retainMs: number
  /** Bytes of originals kept after the hub has committed them. */
  readonly retainBytes: number
}

const upkeepEveryMs = 1000
const ageEveryMs = 60_000
const pruneAtOnce = 200

/** Writes progress down while no message comes that would carry it, and deletes originals whose time is over, a few at a time. */
export function keepHouse(spool: Spool, retention: Retention): Disposable {
  const { log, clock } = spool
  let timer: NodeJS.Timeout
  let agedAt = Number.NEGATIVE_INFINITY
  const tick = (): void => {
    let deleted = 0
    try {
      flushProgress(spool)
      if (Math.abs(clock.now() - agedAt) >= ageEveryMs) {
        deleted = pruneByAge(spool, retention.retainMs, pruneAtOnce)
        if (deleted < pruneAtOnce) agedAt = clock.now()
      }
      if (deleted === 0) deleted = pruneBySize(spool, retention.retainBytes, pruneAtOnce)
      shrink(spool)
    } catch (thrown) {
      log.error('spool.upkeep-failed', spoolFault(thrown))
    }
    timer = setTimeout(tick, deleted === pruneAtOnce ? upkeepEveryMs / 20 : upkeepEveryMs)
  }
  timer = setTimeout(tick, upkeepEveryMs)
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}

/** Writes down how far the hub has come. */
export function saveProgress(spool: Spool): void {
  try {
    flushProgress(spool)
  } catch (thrown) {
    // Harmless: the hub is asked once more after the next start.
    spool.log.error('spool.upkeep-failed', spoolFault(thrown))
  }
}
