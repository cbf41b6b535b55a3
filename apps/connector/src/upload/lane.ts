import type { StreamState } from '../spool/state.ts'

/** One stream's upload: at most one batch is on its way. */
export interface Lane {
  readonly number: number
  busy: boolean
  failures: number
  retry: NodeJS.Timeout | undefined
  /** While the epoch changes: the stream is known to hold nothing the hub has. */
  settled: boolean
  /** Where the stream was last set back to; a second time to the same place means that it does not help. */
  setBackTo: number | undefined
}

export function makeLanes(streams: readonly StreamState[]): Lane[] {
  return streams.map(({ number }) => ({ number, busy: false, failures: 0, retry: undefined, settled: false, setBackTo: undefined }))
}
