import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { databaseFault, sqlState } from './faults.ts'
import { StepGroup, undefinedStatement, type Prepared, type Step, type StepResult } from './steps.ts'

/** How the hub's sessions plan: shapes are designed for generic plans, so they must not flip with the first values or
 *  with an empty table's statistics. */
export const planning = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off'

/** Each statement sees what was committed before it: history and locks rest on it, whatever the server's default is. */
const isolation = '-c default_transaction_isolation=read\\ committed'

export interface LinkOptions {
  readonly url: string
  readonly name: string
  /** Longest run of a statement, in milliseconds; 0 = no limit. */
  readonly statementTimeoutMs?: number
  readonly lockTimeoutMs?: number
  readonly idleTimeoutMs?: number
  /** false leaves the planner as the server has it. */
  readonly generic?: boolean
}

interface Chunk {
  readonly chunk: Buffer
}

/** A socket that sends what has gathered as one buffer. pg hands over each of its messages alone, and Node would pass them on as
 *  a list, which costs the hub more than joining them. */
class GatheringSocket extends Socket {
  override _writev(chunks: readonly Chunk[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done)
  }
}

/** One pipelined connection. */
export class Link {
  readonly #client: pg.Client
  readonly #prepared: Prepared = new Map()
  #inFlight = 0
  #dead = false
  #corked = false

  private constructor(client: pg.Client) {
    this.#client = client
    const die = (): void => {
      this.#dead = true
    }
    client.on('error', die)
    client.on('end', die)
  }

  /** Faults: store/unavailable. */
  static async open(options: LinkOptions): Promise<Link> {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: `steckwerk ${options.name}`,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      pipeline: true,
      stream: () => new GatheringSocket(),
      ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
      ...(options.lockTimeoutMs === undefined ? {} : { lock_timeout: options.lockTimeoutMs }),
      ...(options.idleTimeoutMs === undefined ? {} : { idle_in_transaction_session_timeout: options.idleTimeoutMs }),
      ...(options.generic === false ? {} : { options: `${planning} ${isolation}` }),
    })
    const link = new Link(client)
    try {
      await client.connect()
      return link
    } catch (error) {
      client.end().catch(() => {})
      throw databaseFault(error)
    }
  }

  get dead(): boolean {
    return this.#dead
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Runs the steps under one Sync. Sent when this turn of the event loop ends, in the order of the calls.
   *  Faults: all of databaseFault. */
  run(steps: readonly Step[]): Promise<StepResult[]> {
    return new Promise((resolve, reject) => {
      this.#inFlight++
      const group = new StepGroup(steps, this.#prepared, (error, results) => {
        this.#inFlight--
        if (results === undefined) reject(databaseFault(error))
        else resolve(results)
      })
      this.#gather()
      this.#client.query(group as unknown as pg.Submittable)
    })
  }

  /** Runs steps that are a transaction of their own: once more where a statement was taken for prepared whose preparation had failed
   *  in an earlier group. The second time it is prepared anew. Faults: all of databaseFault. */
  async ask(steps: readonly Step[]): Promise<StepResult[]> {
    try {
      return await this.run(steps)
    } catch (thrown) {
      if (sqlState(thrown) !== undefinedStatement) throw thrown
      return this.run(steps)
    }
  }

  /** All groups of one turn of the event loop leave in one write: each write wakes the server. */
  #gather(): void {
    if (this.#corked) return
    const { stream } = (this.#client as unknown as { connection: { stream: Duplex } }).connection
    this.#corked = true
    stream.cork()
    setImmediate(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  onNotification(hear: () => void): void {
    this.#client.on('notification', hear)
  }

  onEnd(hear: () => void): void {
    this.#client.once('end', hear)
  }

  /** Waits for what runs, then says goodbye. */
  async close(): Promise<void> {
    if (this.#dead) return
    await this.#client.end().catch(() => {})
    this.#dead = true
  }

  /** Cuts the connection: what runs on it fails, the server rolls back. */
  cut(): void {
    this.#dead = true
    ;(this.#client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  }
}
