import pg from 'pg'
import { typeNumber } from '@steckwerk/fhir'
import { asTenant, createLog, type Ctx } from '@steckwerk/kernel'
import { addCarrier, migrate, openStore, startJobs, startPostgres, storeJobs, type Store } from '@steckwerk/store'
import type { Bench } from '../workload.ts'

/** A carrier of the region and the numbers of its patients' files: `first` to `first + files - 1`. */
export interface RegionCarrier {
  readonly ctx: Ctx
  readonly first: number
  files: number
}

const numbersOfCarrier = 1_000_000

/** The embedded database of a data folder, with a store on it and the background work of a hub; its carriers of very different size are
 *  named `region-1` (the largest) and so on. */
export class RegionDatabase implements AsyncDisposable {
  readonly store: Store
  readonly carriers: readonly RegionCarrier[]
  readonly #owner: pg.Client
  readonly #superuserUrl: string
  readonly #opened: AsyncDisposableStack

  private constructor(store: Store, carriers: readonly RegionCarrier[], owner: pg.Client, superuserUrl: string, opened: AsyncDisposableStack) {
    this.store = store
    this.carriers = carriers
    this.#owner = owner
    this.#superuserUrl = superuserUrl
    this.#opened = opened
  }

  /** Starts the database; `name` is what its processes are called among the run's resources. */
  static async open(bench: Bench, dataDir: string, carriers: number, name: string): Promise<RegionDatabase> {
    const log = createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) })
    await using opening = new AsyncDisposableStack()
    const server = opening.use(await startPostgres({ dataDir, log }))
    bench.resources.watch(name, server.pid())
    await migrate(server.ownerUrl, log)
    const contexts: Ctx[] = []
    for (let n = 1; n <= carriers; n++) {
      const { tenant, slug } = await addCarrier(server.ownerUrl, `region-${n}`, `Region ${n}`)
      contexts.push({ tenant: asTenant(tenant), carrier: slug, actor: 'Device/bench', purpose: 'TREAT', trace: 'bench', now: new Date() })
    }
    const store = opening.use(await openStore({ databaseUrl: server.hubUrl, log }))
    opening.use(startJobs({ ownerUrl: server.ownerUrl, log, jobs: storeJobs() }))
    const owner = new pg.Client({ connectionString: server.ownerUrl })
    await owner.connect()
    opening.defer(() => owner.end())
    const { rows } = await owner.query<{ tenant: number; files: string }>('select tenant, count(*) files from base.res where rt = $1 group by tenant', [typeNumber('Patient')])
    const files = new Map(rows.map((row) => [row.tenant, Number(row.files)]))
    return new RegionDatabase(store, contexts.map((ctx, n) => ({ ctx, first: n * numbersOfCarrier, files: files.get(ctx.tenant) ?? 0 })), owner, server.superuserUrl, opening.move())
  }

  /** What autovacuum and checkpoints would do within the next minutes. */
  async settle(): Promise<void> {
    await this.#owner.query('vacuum (analyze)')
    const superuser = new pg.Client({ connectionString: this.#superuserUrl })
    await superuser.connect()
    await superuser.query('checkpoint').finally(() => superuser.end())
  }

  async resources(): Promise<number> {
    const { rows } = await this.#owner.query<{ n: string }>('select count(*) n from base.res where content is not null')
    return Number(rows[0]!.n)
  }

  /** Bytes on disk of everything that is kept for resources, tables and indexes apart, and of their JSON; the outbox, which forgets, apart. */
  async sizes(): Promise<{ readonly tables: number; readonly indexes: number; readonly json: number; readonly outbox: number }> {
    const { rows } = await this.#owner.query<Record<'tables' | 'indexes' | 'outbox' | 'json', string>>(`
      select
        sum(pg_table_size(c.oid)) filter (where c.relname <> 'outbox') as tables,
        sum(pg_indexes_size(c.oid)) filter (where c.relname <> 'outbox') as indexes,
        sum(pg_total_relation_size(c.oid)) filter (where c.relname = 'outbox') as outbox,
        (select sum(octet_length(content)::int8) from base.res) as json
      from pg_class c where c.relnamespace = 'base'::regnamespace and c.relkind = 'r'`)
    const { tables, indexes, outbox, json } = rows[0]!
    return { tables: Number(tables), indexes: Number(indexes), json: Number(json), outbox: Number(outbox) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync()
  }
}
