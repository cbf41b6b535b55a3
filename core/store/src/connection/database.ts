import type { Log, Sql, Tenant } from '@steckwerk/kernel'
import type { Link } from './link.ts'
import { StatementNames } from './names.ts'
import { ReadQueue } from './read-queue.ts'
import { Readers } from './readers.ts'
import { readStep, type Key } from '../write/statements.ts'
import { tenantStep } from './tenant-step.ts'
import type { Step, StepResult } from './steps.ts'
import { Writers } from './writers.ts'

/** Anything that runs statements as one tenant. */
export interface TenantRunner {
  run(step: Step): Promise<StepResult>
  /** Several under one Sync: what one sets for the transaction, the next ones read; each sees what was committed before it. */
  group(steps: readonly Step[]): Promise<readonly StepResult[]>
  sql(statement: Sql): Promise<StepResult>
  row(key: Key): Promise<unknown>
}

export interface DatabaseOptions {
  /** The unprivileged role's connection. */
  readonly url: string
  readonly log: Log
  readonly readers?: number
  readonly writers?: number
  readonly statementTimeoutMs?: number
  readonly lockTimeoutMs?: number
}

/** All connections of one hub to its database. */
export class Database {
  readonly readers: Readers
  readonly writers: Writers
  /** Of the access log. */
  readonly notes: Writers
  readonly #queue: ReadQueue
  readonly names = new StatementNames()

  constructor(options: DatabaseOptions) {
    const shared = {
      url: options.url,
      statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
      lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
      idleTimeoutMs: 60_000,
    }
    this.readers = new Readers({ ...shared, name: 'hub reads' }, options.readers ?? 6)
    this.#queue = new ReadQueue({ now: () => this.readers.pickNow(), another: () => this.readers.another() })
    this.writers = new Writers({ ...shared, name: 'hub writes' }, options.writers ?? 4)
    this.notes = new Writers({ ...shared, name: 'hub notes' }, 1)
  }

  step(statement: Sql): Step {
    return { name: this.names.of(statement.text), text: statement.text, values: statement.values }
  }

  /** A statement that belongs to no tenant (the registry, settings). */
  async plain(step: Step): Promise<StepResult> {
    const link = await this.readers.pick()
    return (await link.run([step]))[0]!
  }

  /** Reads as a tenant: the setting and the statement travel together. */
  reading(tenant: Tenant): TenantRunner {
    const run = (step: Step): Promise<StepResult> => this.#queue.run(tenant, step)
    return {
      run,
      group: (steps) => this.#group(tenant, steps),
      sql: (statement) => run(this.step(statement)),
      row: (key) => this.#queue.row(tenant, key),
    }
  }

  async #group(tenant: Tenant, steps: readonly Step[]): Promise<StepResult[]> {
    const link = this.readers.pickNow() ?? (await this.readers.pick())
    try {
      return (await link.ask([tenantStep(tenant), ...steps])).slice(1)
    } finally {
      // Its connection has become free for what waits in the queue.
      this.#queue.flush()
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.readers.close(), this.writers.close(), this.notes.close()])
  }
}

/** The same inside a transaction, whose tenant is set at its start. */
export function within(link: Link, database: Database): TenantRunner {
  const run = async (step: Step): Promise<StepResult> => (await link.run([step]))[0]!
  return { run, group: (steps) => link.run(steps), sql: (statement) => run(database.step(statement)), row: async (key) => (await run(readStep([key]))).rows[0] }
}
