import pg from 'pg'
import type { Measured } from './workload.ts'
import { Recorder } from './recorder.ts'

/** A row as the ceiling stores it: a key and the JSON text, the least any store of FHIR resources has to keep. */
export interface CeilingRow {
  readonly id: string
  readonly content: string
}

interface Figures extends Pick<Measured, 'figure'> {
  readonly p50_ms: number
  readonly p99_ms: number
}

const perStatement = 100

/** What plain PostgreSQL does on the same server in the same run: the measure that makes figures of two machines comparable.
 *  Tables of its own, without the tenant views, tokens, history or outbox of the store. */
export class Ceiling implements AsyncDisposable {
  readonly #clients: readonly pg.Client[]

  private constructor(clients: readonly pg.Client[]) {
    this.#clients = clients
  }

  /** `ownerUrl` may create tables; `connections` of them work at once. */
  static async open(ownerUrl: string, connections = 4): Promise<Ceiling> {
    const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: ownerUrl, pipeline: true }))
    await Promise.all(clients.map((client) => client.connect()))
    await clients[0]!.query('create schema if not exists ceiling')
    return new Ceiling(clients)
  }

  /** Rows a second by multi-row inserts of 100, each committed, into a table without any index; for `seconds`, taking
   *  the rows over and over. Durations are of one statement. */
  async inserts(rows: readonly CeilingRow[], seconds: number): Promise<Figures> {
    await this.#make('create table ceiling.heap (id text collate "C" not null, content text not null)')
    const values = Array.from({ length: perStatement }, (_, i) => `($${2 * i + 1},$${2 * i + 2})`).join(',')
    const recorder = new Recorder()
    const { done, elapsed } = await this.#forSeconds(seconds, 2, async (client, turn) => {
      const batch = Array.from({ length: perStatement }, (_, i) => rows[(turn * perStatement + i) % rows.length]!)
      const begun = performance.now()
      await client.query({ name: 'insert', text: `insert into ceiling.heap values ${values}`, values: batch.flatMap(({ id, content }) => [id, content]) })
      recorder.record(performance.now() - begun)
    })
    // Gigabytes by now, of which no checkpoint needs to write more than it has.
    await this.#clients[0]!.query('drop table ceiling.heap')
    return { figure: (done * perStatement) / elapsed, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
  }

  /** Single-row inserts a second, each committed by itself, into a table with nothing but its primary key. */
  async singleInserts(rows: readonly CeilingRow[], seconds: number, concurrency: number): Promise<Figures> {
    await this.#make('create table ceiling.keyed (id text collate "C" primary key, content text not null)')
    const recorder = new Recorder()
    const { done, elapsed } = await this.#forSeconds(seconds, concurrency / this.#clients.length, async (client, turn) => {
      const { id, content } = rows[turn % rows.length]!
      const begun = performance.now()
      await client.query({ name: 'single', text: 'insert into ceiling.keyed values ($1, $2)', values: [`${id}-${turn}`, content] })
      recorder.record(performance.now() - begun)
    })
    return { figure: done / elapsed, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
  }

  /** Reads a second by primary key, pipelined, `concurrency` in flight over all connections. */
  async reads(rows: readonly CeilingRow[], seconds: number, concurrency: number): Promise<Figures> {
    await this.#make('create table ceiling.keyed (id text collate "C" primary key, content text not null)')
    for (let at = 0; at < rows.length; at += 1000) {
      const part = rows.slice(at, at + 1000)
      const text = 'insert into ceiling.keyed select * from unnest($1::text[], $2::text[]) on conflict do nothing'
      await this.#clients[0]!.query(text, [part.map(({ id }) => id), part.map(({ content }) => content)])
    }
    await this.#clients[0]!.query('vacuum analyze ceiling.keyed')
    const recorder = new Recorder()
    const { done, elapsed } = await this.#forSeconds(seconds, concurrency / this.#clients.length, async (client, turn) => {
      const { id } = rows[(turn * 7919) % rows.length]!
      const begun = performance.now()
      const found = await client.query({ name: 'read', text: 'select content from ceiling.keyed where id = $1', values: [id] })
      if (found.rows.length !== 1) throw new Error('the ceiling lost a row')
      recorder.record(performance.now() - begun)
    })
    return { figure: done / elapsed, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
  }

  /** Updates a second by primary key, each committed by itself, another content each time. After `reads`, whose table it uses. */
  async updates(rows: readonly CeilingRow[], seconds: number, concurrency: number): Promise<Figures> {
    const recorder = new Recorder()
    const { done, elapsed } = await this.#forSeconds(seconds, concurrency / this.#clients.length, async (client, turn) => {
      const { id } = rows[(turn * 7919) % rows.length]!
      const begun = performance.now()
      await client.query({ name: 'update', text: 'update ceiling.keyed set content = $2 where id = $1', values: [id, rows[turn % rows.length]!.content] })
      recorder.record(performance.now() - begun)
    })
    return { figure: done / elapsed, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
  }

  /** Pages a second: `size` known rows fetched by their keys in one statement, the least a search with that many hits
   *  can do. After `reads`, whose table it uses. */
  async pages(rows: readonly CeilingRow[], seconds: number, concurrency: number, size: number): Promise<Figures> {
    const recorder = new Recorder()
    const { done, elapsed } = await this.#forSeconds(seconds, concurrency / this.#clients.length, async (client, turn) => {
      const ids = Array.from({ length: size }, (_, i) => rows[((turn + i) * 7919) % rows.length]!.id)
      const begun = performance.now()
      await client.query({ name: 'page', text: 'select content from ceiling.keyed where id = any($1)', values: [ids] })
      recorder.record(performance.now() - begun)
    })
    return { figure: done / elapsed, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#clients[0]!.query('drop schema ceiling cascade')
    await Promise.all(this.#clients.map((client) => client.end()))
  }

  async #make(create: string): Promise<void> {
    await this.#clients[0]!.query(`drop table if exists ${create.split(' ')[2]!}; ${create}`)
  }

  /** `each` operations in flight on every connection until the time is up. */
  async #forSeconds(seconds: number, each: number, work: (client: pg.Client, turn: number) => Promise<void>): Promise<{ done: number; elapsed: number }> {
    const begun = performance.now()
    const end = begun + seconds * 1000
    let turn = 0
    const lane = async (client: pg.Client): Promise<void> => {
      while (performance.now() < end) await work(client, turn++)
    }
    const lanes = this.#clients.flatMap((client) => Array.from({ length: Math.max(1, Math.round(each)) }, () => lane(client)))
    await Promise.all(lanes)
    return { done: turn, elapsed: (performance.now() - begun) / 1000 }
  }
}
