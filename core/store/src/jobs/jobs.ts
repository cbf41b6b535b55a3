import { setTimeout as pause } from 'node:timers/promises'
import type { Log, Sql } from '@steckwerk/kernel'
import { Link } from '../connection/link.ts'

/** What a job works with: the owner's connection, beyond every wall. */
export interface JobPorts {
  readonly signal: AbortSignal
  /** Runs one statement as the owner; gives its rows and how many rows it changed. */
  query<Row extends object>(statement: Sql): Promise<{ readonly rows: Row[]; readonly count: number }>
}

/** Background work of the whole installation, done by one hub at a time. */
export interface Job {
  readonly name: string
  /** Pause between two runs in milliseconds, at most `idleMs` after runs that found nothing to do. */
  readonly everyMs: number
  readonly idleMs?: number
  /** Returns whether there was anything to do. Must stand being cut off anywhere. */
  readonly run: (ports: JobPorts) => Promise<boolean>
}

export interface JobsOptions {
  readonly ownerUrl: string
  readonly jobs: readonly Job[]
  readonly log: Log
}

export interface Jobs extends AsyncDisposable {
  /** Whether this hub is the elected one now. */
  readonly elected: boolean
}

/** The session-level lock that elects the hub which does the jobs. */
const lock = 7_205_759_404
const retryMs = 1_000

/** Runs jobs in the hub that holds the lock; the others stand by and take over within seconds when it ends.
 *  Jobs take turns on one connection, statement by statement. */
export function startJobs(options: JobsOptions): Jobs {
  const end = new AbortController()
  const state = { elected: false }
  const done = stand(options, end.signal, state)
  return {
    get elected() {
      return state.elected
    },
    async [Symbol.asyncDispose]() {
      end.abort()
      await done
    },
  }
}

async function stand(options: JobsOptions, signal: AbortSignal, state: { elected: boolean }): Promise<void> {
  while (!signal.aborted) {
    let link: Link | undefined
    try {
      link = await Link.open({ url: options.ownerUrl, name: 'jobs', generic: false })
      while (!signal.aborted && !link.dead) {
        const [answer] = await link.run([{ text: `select pg_try_advisory_lock(${lock}) won` }])
        if ((answer!.rows[0] as { won: boolean }).won) {
          state.elected = true
          options.log.info('this hub does the background jobs')
          await work(options, link, signal)
        } else await rest(retryMs, signal)
      }
    } catch {
      // The database is away or has cut us: stand for election again.
    }
    state.elected = false
    await link?.close()
    await rest(retryMs, signal)
  }
}

/** All jobs at their own pace on one connection, until it is lost or the hub ends. */
async function work(options: JobsOptions, link: Link, signal: AbortSignal): Promise<void> {
  const lost = new AbortController()
  link.onEnd(() => lost.abort())
  const both = AbortSignal.any([signal, lost.signal])
  const ports: JobPorts = {
    signal: both,
    async query<Row extends object>(statement: Sql) {
      const [answer] = await link.run([{ text: statement.text, values: statement.values }])
      return { rows: answer!.rows as Row[], count: answer!.count }
    },
  }
  await Promise.all(options.jobs.map((job) => repeat(job, ports, options.log, link)))
}

async function repeat(job: Job, ports: JobPorts, log: Log, link: Link): Promise<void> {
  let wait = job.everyMs
  while (!ports.signal.aborted) {
    try {
      const worked = await job.run(ports)
      wait = worked ? job.everyMs : Math.min(Math.max(job.idleMs ?? job.everyMs, job.everyMs), wait * 2)
    } catch (thrown) {
      if (ports.signal.aborted || link.dead) return
      log.error('a background job failed', thrown, { job: job.name })
      wait = Math.max(job.everyMs, 5_000)
    }
    await rest(wait, ports.signal)
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => {})
}
