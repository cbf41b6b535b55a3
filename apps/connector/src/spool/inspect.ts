import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '@steckwerk/kernel'
import { spoolFiles } from './files.ts'
import { loadState, type SpoolState } from './state.ts'

export interface SpoolInspection {
  readonly state: SpoolState
  /** Milliseconds since 1970 UTC of the oldest waiting message. */
  readonly oldestAt: number | null
  readonly usedBytes: number
}

/** Reads a spool beside the process that may be using it. Faults: connector/no-spool. */
export function inspectSpool(dir: string): SpoolInspection {
  const { spool } = spoolFiles(dir)
  if (!existsSync(spool)) throw new Fault('not-found', 'connector/no-spool', 'There is no spool yet: this connector has never run.')
  const db = new DatabaseSync(spool, { readOnly: true })
  try {
    db.exec('pragma busy_timeout = 2000; begin')
    const state = loadState(db)
    const head = db.prepare('select received_at from message where epoch = ? and stream = ? and position >= ? order by position limit 1')
    const times = state.streams.flatMap((stream) => {
      const row = head.get(state.epoch.number, stream.number, stream.next) as { received_at: number } | undefined
      return row === undefined ? [] : [row.received_at]
    })
    const { page_count: pages } = db.prepare('pragma page_count').get() as { page_count: number }
    const { freelist_count: free } = db.prepare('pragma freelist_count').get() as { freelist_count: number }
    return { state, oldestAt: times.length === 0 ? null : Math.min(...times), usedBytes: (pages - free) * 4096 }
  } finally {
    db.close()
  }
}
