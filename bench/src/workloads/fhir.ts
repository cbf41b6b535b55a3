import { Ceiling, type CeilingRow } from '../ceiling.ts'
import { Load, mostImports } from '../fhir/load.ts'
import type { PartResult } from '../fhir/load-protocol.ts'
import { record } from '../fhir/record.ts'
import { openServer, serverOptions, type Server } from '../fhir/server.ts'
import { searchShapes } from '../store/shapes.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

/** What design.md promises, each over HTTP on two cores that also carry the load generator. */
const targets = { import: 8_000, create: 4_000, update: 4_000, read: 15_000, search: 8_000 } as const

/** A FHIR server over real HTTP: import, create, update, read and the five search shapes. */
export const fhir: Workload = {
  name: 'fhir',
  summary: 'transactions, create, update, read and search over HTTP, on a hub of our own or any FHIR server',
  options: {
    ...serverOptions,
    resources: { fallback: '50000', text: 'how many are imported before anything is measured' },
    concurrency: { fallback: '32', text: 'requests in flight, each on a connection of its own' },
    get: { fallback: 'false', text: 'search by GET; default: by POST to _search', flag: true },
  },
  run: async (bench) => {
    await using server = await openServer(bench)
    await using load = new Load({ target: server.target, method: bench.options['get'] === 'true' ? 'GET' : 'POST' }, bench.signal)
    return await new FhirRun(bench, server, load).run()
  },
}

class FhirRun {
  readonly #bench: Bench
  readonly #server: Server
  readonly #load: Load
  readonly #concurrency: number

  constructor(bench: Bench, server: Server, load: Load) {
    this.#bench = bench
    this.#server = server
    this.#load = load
    this.#concurrency = Number(bench.options['concurrency'])
  }

  async run(): Promise<Result> {
    const { say } = this.#bench
    const wanted = Number(this.#bench.options['resources'])
    say(`import ${wanted} resources`)
    await this.#load.fill(wanted)
    const rows = sampleRows()
    const { databaseUrl } = this.#server
    await using ceiling = databaseUrl === undefined ? undefined : await Ceiling.open(databaseUrl)
    const brief = Math.min(this.#bench.seconds, 3)
    const concurrency = this.#concurrency

    const imported = await this.#measure('import', Math.min(concurrency, mostImports))
    const main: Measured = {
      ...times(imported), name: 'import', figure: imported.written / imported.elapsed, unit: 'resources/s', target: targets.import,
      ceiling: (await ceiling?.inserts(rows, brief))?.figure ?? null,
    }
    const parts = [
      measured(await this.#measure('create'), targets.create, (await ceiling?.singleInserts(rows, brief, concurrency))?.figure),
      measured(await this.#measure('read'), targets.read, (await ceiling?.reads(rows, brief, concurrency))?.figure),
      measured(await this.#measure('update'), targets.update, (await ceiling?.updates(rows, brief, concurrency))?.figure),
    ]
    for (const n of searchShapes.keys()) {
      const found = await this.#measure(`search ${n}`)
      parts.push(measured(found, targets.search, (await ceiling?.pages(rows, brief, concurrency, Math.max(1, Math.round(found.rows))))?.figure))
    }
    return {
      main,
      parts,
      resources: this.#load.written,
      details: {
        server: this.#server.own ? 'own hub' : this.#bench.options['adapter']!, bases: this.#server.target.bases.length, concurrency, audit: this.#bench.options['audit']!,
        search: this.#bench.options['get'] === 'true' ? 'GET' : 'POST', references: this.#server.target.outside,
        transactions_per_s: Number((imported.requests / imported.elapsed).toFixed(1)), resources_per_transaction: Math.round(imported.written / Math.max(1, imported.requests)),
      },
    }
  }

  /** A part for the run's seconds, after a fifth of that to warm up. */
  async #measure(part: string, concurrency = this.#concurrency): Promise<PartResult> {
    const { say, seconds } = this.#bench
    say(part.startsWith('search') ? `search: ${searchShapes[Number(part.slice(7))]!.name}` : part)
    const mix = [{ part, weight: 1 }]
    await this.#load.drive({ mix, seconds: seconds / 5, concurrency })
    const [result] = await this.#load.drive({ mix, seconds, concurrency })
    return result!
  }
}

function measured(result: PartResult, target: number, ceiling: number | undefined): Measured {
  return { ...times(result), name: result.name, figure: result.requests / result.elapsed, unit: 'requests/s', target, ceiling: ceiling ?? null }
}

function times({ p50_ms, p99_ms }: PartResult): Pick<Measured, 'p50_ms' | 'p99_ms'> {
  return { p50_ms, p99_ms }
}

/** What the ceilings write and read: texts as large as those imported, enough not to fit one page. */
function sampleRows(): CeilingRow[] {
  return Array.from({ length: 80 }, (_, seed) => record(seed, 'whole', 'direct')).flat()
    .map(({ resource }, n) => ({ id: `${resource.resourceType}/${n}`, content: JSON.stringify(resource) }))
}
