import type { Resources } from './resources.ts'

/** One thing measured, with what it is compared to. */
export interface Measured {
  /** What was done: 'load', 'search patient+code sorted'. */
  readonly name: string
  /** The higher the better where `unit` is a rate. */
  readonly figure: number
  /** 'resources/s', 'messages/s', … */
  readonly unit: string
  /** The same unit: the raw PostgreSQL ceiling of this run on this machine; null where there is none. */
  readonly ceiling: number | null
  /** What it is to reach: at least that of a rate, at most that of anything else. */
  readonly target?: number
  /** Milliseconds of one operation; null where nothing was timed. */
  readonly p50_ms: number | null
  readonly p99_ms: number | null
}

export interface Result {
  /** The workload's headline figure. */
  readonly main: Measured
  /** Everything else it measured. */
  readonly parts: readonly Measured[]
  /** FHIR resources (current ones) in the store at the end. */
  readonly resources: number
  /** Whatever else explains the figures: sizes, settings, counts. */
  readonly details: Readonly<Record<string, string | number | boolean>>
}

/** What a workload is given. */
export interface Bench {
  /** How long each measured part should run. */
  readonly seconds: number
  /** The workload's own options as given on the command line (`--resources 50000`). */
  readonly options: Readonly<Record<string, string>>
  /** A temporary folder that other users may enter; removed afterwards. */
  readonly folder: string
  /** Sampled until the end; a workload names the processes it starts. */
  readonly resources: Resources
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
  /** Progress for people, to standard error. */
  say(line: string): void
}

export interface Workload {
  readonly name: string
  /** One sentence for `--help`. */
  readonly summary: string
  /** Its own options: name → default and sentence. A flag takes no value and is 'true' or 'false'. */
  readonly options: Readonly<Record<string, { readonly fallback: string; readonly text: string; readonly flag?: true }>>
  run(bench: Bench): Promise<Result>
}
