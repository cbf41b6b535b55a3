import { parseSearch } from '@steckwerk/fhir'
import { asTenant, createLog, type Ctx } from '@steckwerk/kernel'
import { addCarrier, migrate, openStore, startPostgres, type Carrier, type Change, type Store } from '@steckwerk/store'
import { Ceiling, type CeilingRow } from '../ceiling.ts'
import { drive, type Driven } from '../drive.ts'
import { searchShapes, type SearchShape } from '../store/shapes.ts'
import { filesFor, furtherObservation, patientFile, patientNumber, type Made } from '../store/region.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

const batchFiles = 10

/** The store alone, without HTTP: load, create, read and search in process, each beside plain PostgreSQL. */
export const store: Workload = {
  name: 'store',
  summary: 'load, create, read and search FHIR resources in the store, without HTTP',
  options: {
    resources: { fallback: '100000', text: 'how many are loaded before anything else is measured' },
    carriers: { fallback: '3', text: 'tenants they belong to; the first has half of them' },
  },
  run: async (bench) => {
    const log = createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) })
    await using server = await startPostgres({ dataDir: bench.folder, log })
    bench.resources.watch('postgres', server.pid())
    await migrate(server.ownerUrl, log)
    const carriers: Carrier[] = []
    for (let n = 0; n < Number(bench.options['carriers']); n++) carriers.push(await addCarrier(server.ownerUrl, `carrier-${n}`, `Träger ${n}`))
    await using opened = await openStore({ databaseUrl: server.hubUrl, log })
    return await new StoreRun(bench, opened, carriers.map(contextOf), server.ownerUrl).run()
  },
}

class StoreRun {
  readonly #bench: Bench
  readonly #store: Store
  readonly #contexts: readonly Ctx[]
  readonly #ownerUrl: string
  readonly #files: number
  #created = 0

  constructor(bench: Bench, opened: Store, contexts: readonly Ctx[], ownerUrl: string) {
    this.#bench = bench
    this.#store = opened
    this.#contexts = contexts
    this.#ownerUrl = ownerUrl
    this.#files = filesFor(Number(bench.options['resources']))
  }

  async run(): Promise<Result> {
    const { say, seconds } = this.#bench
    const rows = sampleRows()
    say(`load ${this.#files} patient files`)
    const loaded = await this.#load()
    await using ceiling = await Ceiling.open(this.#ownerUrl)
    say('ceilings')
    const insertCeiling = await ceiling.inserts(rows, seconds)
    const singleCeiling = await ceiling.singleInserts(rows, seconds, 16)
    const readCeiling = await ceiling.reads(rows, seconds, 32)
    const main = { name: 'load', ...loaded.measured, ceiling: insertCeiling.figure }
    say('create one by one')
    const parts: Measured[] = [{ ...(await this.#create()), ceiling: singleCeiling.figure }]
    say('read by id')
    parts.push({ ...(await this.#read()), ceiling: readCeiling.figure })
    for (const shape of searchShapes) {
      say(`search: ${shape.name}`)
      const { measured, rowsPerSearch } = await this.#search(shape)
      const page = Math.max(1, Math.round(rowsPerSearch))
      parts.push({ ...measured, ceiling: (await ceiling.pages(rows, Math.min(seconds, 3), 8, page)).figure })
    }
    return { main, parts, resources: loaded.resources + this.#created, details: { files: this.#files, batch: batchFiles, carriers: this.#contexts.length } }
  }

  /** Half of everything belongs to the first carrier, as regions are. */
  #contextOf(file: number): Ctx {
    const [first, ...others] = this.#contexts
    return others.length === 0 || file % 2 === 0 ? first! : others[((file - 1) / 2) % others.length]!
  }

  async #load(): Promise<{ measured: Omit<Measured, 'name' | 'ceiling'>; resources: number }> {
    let resources = 0
    // Files are made while the database works, as a parser would; batches of one carrier each.
    const perCarrier = Map.groupBy(Array.from({ length: this.#files }, (_, n) => n), (file) => this.#contextOf(file))
    const batches = [...perCarrier].flatMap(([ctx, files]) =>
      Array.from({ length: Math.ceil(files.length / batchFiles) }, (_, n) => ({ ctx, files: files.slice(n * batchFiles, (n + 1) * batchFiles) })))
    const driven = await this.#drive(4, Number.MAX_SAFE_INTEGER, batches.length, async (turn) => {
      const { ctx, files } = batches[turn]!
      const changes = files.flatMap((file) => patientFile(file).map(creation))
      await this.#store.write(ctx, (writer) => writer.apply(changes))
      resources += changes.length
    })
    return { measured: { ...durations(driven), figure: resources / driven.elapsed, unit: 'resources/s' }, resources }
  }

  async #create(): Promise<Omit<Measured, 'ceiling'>> {
    const driven = await this.#drive(16, this.#bench.seconds, undefined, async (turn) => {
      const file = turn % this.#files
      await this.#store.commit(this.#contextOf(file), creation(furtherObservation(file, Math.floor(turn / this.#files))))
    })
    this.#created += driven.done
    return { name: 'create', ...durations(driven), figure: driven.done / driven.elapsed, unit: 'resources/s' }
  }

  async #read(): Promise<Omit<Measured, 'ceiling'>> {
    const driven = await this.#drive(32, this.#bench.seconds, undefined, async (turn) => {
      const file = (turn * 7919) % this.#files
      const found = await this.#store.read(this.#contextOf(file), (reader) => reader.get('Observation', `p${file}-o${turn % 14}`))
      if (found?.text === undefined) throw new Error('a loaded resource is not there')
    })
    return { name: 'read', ...durations(driven), figure: driven.done / driven.elapsed, unit: 'reads/s' }
  }

  async #search(shape: SearchShape): Promise<{ measured: Omit<Measured, 'ceiling'>; rowsPerSearch: number }> {
    let rows = 0
    const driven = await this.#drive(8, this.#bench.seconds, undefined, async (turn) => {
      const file = (turn * 7919) % this.#files
      const { query } = parseSearch(shape.type, shape.pairs({ patient: `p${file}`, number: patientNumber(file).value }, turn), { lenient: false, maxCount: 100 })
      const found = await this.#store.read(this.#contextOf(file), (reader) => reader.search(query))
      if (shape.always && found.rows.length === 0) throw new Error(`${shape.name} found nothing`)
      rows += found.rows.length
    })
    return {
      measured: { name: `search ${shape.name}`, ...durations(driven), figure: driven.done / driven.elapsed, unit: 'searches/s' },
      rowsPerSearch: rows / Math.max(1, driven.done),
    }
  }

  #drive(concurrency: number, seconds: number, limit: number | undefined, work: (turn: number) => Promise<void>): Promise<Driven> {
    return drive({ concurrency, seconds, signal: this.#bench.signal, work, ...(limit === undefined ? {} : { limit }) })
  }
}

function creation({ type, id, text, resource }: Made): Change {
  return { kind: 'put', type, id, text, resource, expect: 0 }
}

function durations({ recorder }: Driven): Pick<Measured, 'p50_ms' | 'p99_ms'> {
  return { p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
}

/** What the ceilings write and read: the same texts as the store, enough not to fit one page. */
function sampleRows(): CeilingRow[] {
  return Array.from({ length: 1000 }, (_, file) => patientFile(file)).flat().map(({ type, id, text }) => ({ id: `${type}/${id}`, content: text }))
}

function contextOf({ tenant, slug }: Carrier): Ctx {
  return { tenant: asTenant(tenant), carrier: slug, actor: 'Device/bench', purpose: 'TREAT', trace: 'bench', now: new Date() }
}
