import { join, resolve } from 'node:path'
import { drive } from '../drive.ts'
import { fill } from '../grow/fill.ts'
import { RegionDatabase } from '../grow/region-database.ts'
import { Asker, queryOf, type Askers } from '../growth/asker.ts'
import { growthShapes, type GrowthShape } from '../growth/shapes.ts'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

/** What design.md promises of ten times the data. */
const target = 1.5
/** Small and large are asked by turns, so that what else happens on the machine meets both. */
const rounds = 4
/** A carrier with so many matches must not collect them. */
const manyMatches = 5_000

/** How much slower searches become with ten times the data; at the store, without HTTP. */
export const growth: Workload = {
  name: 'growth',
  summary: 'the same searches over a small and a large region: how much slower they become',
  options: {
    small: { fallback: '100000', text: 'resources of the small region' },
    large: { fallback: '1000000', text: 'resources of the large region' },
    carriers: { fallback: '20', text: 'carriers of each, the largest having half of it' },
    data: { fallback: '', text: 'data folder of the large region, as grow makes it; grown where it is too small, kept; default: a temporary one' },
    concurrency: { fallback: '2', text: 'searches in flight: few, since it is the time of one that counts' },
  },
  run: async (bench) => {
    const { options, folder } = bench
    const carriers = Number(options['carriers'])
    await using small = await RegionDatabase.open(bench, join(folder, 'small'), carriers, 'postgres-small')
    await using large = await RegionDatabase.open(bench, options['data'] === '' ? join(folder, 'large') : resolve(options['data']!), carriers, 'postgres-large')
    for (const [database, wanted] of [[small, options['small']!], [large, options['large']!]] as const) {
      bench.say(`grow to ${wanted} resources`)
      await fill(bench, database, Number(wanted))
      await database.settle()
    }
    return await new GrowthRun(bench, small, large).run()
  },
}

interface Compared {
  readonly name: string
  readonly small: Recorder
  readonly large: Recorder
  /** Mean results of a search: a page that only the large region can fill takes longer for that alone. */
  readonly rows: readonly [number, number]
}

class GrowthRun {
  readonly #bench: Bench
  readonly #small: RegionDatabase
  readonly #large: RegionDatabase

  constructor(bench: Bench, small: RegionDatabase, large: RegionDatabase) {
    this.#bench = bench
    this.#small = small
    this.#large = large
  }

  async run(): Promise<Result> {
    const routes = await this.#routes()
    const compared: Compared[] = []
    for (const askers of ['all carriers', 'smallest carrier'] as const) {
      for (const shape of growthShapes) compared.push(await this.#compare(shape, askers))
    }
    const parts = compared.map(measured)
    const worst = parts.reduce((a, b) => (b.figure > a.figure ? b : a))
    return {
      main: { ...worst, name: 'growth' },
      parts: [...parts, { name: 'wrong choices of the way', figure: routes.filter(({ wrong }) => wrong).length, unit: 'shapes', target: 0, ceiling: null, p50_ms: null, p99_ms: null }],
      resources: await this.#large.resources(),
      details: {
        small: await this.#small.resources(), carriers: this.#large.carriers.length, worst: worst.name, through: 'store, without HTTP',
        ...Object.fromEntries(compared.map(({ name, small, large, rows }) =>
          [`p95 ${name}`, `${ms(small.percentile(0.95))} → ${ms(large.percentile(0.95))} ms, ${rows.map((mean) => mean.toFixed(1)).join(' → ')} found`])),
        ...Object.fromEntries(routes.map(({ name, route }) => [`way ${name}`, route])),
      },
    }
  }

  async #compare(shape: GrowthShape, askers: Askers): Promise<Compared> {
    const name = `${shape.name}, ${askers}`
    this.#bench.say(name)
    const sides = [this.#small, this.#large].map((database) => ({ asker: new Asker(database, shape, askers), recorder: new Recorder() }))
    for (const { asker } of sides) await this.#drive(asker, new Recorder())
    for (let round = 0; round < rounds; round++) {
      for (const { asker, recorder } of round % 2 === 0 ? sides : sides.toReversed()) await this.#drive(asker, recorder)
    }
    const [before, after] = [sides[0]!, sides[1]!]
    return { name, small: before.recorder, large: after.recorder, rows: [before.asker.rows, after.asker.rows] }
  }

  async #drive(asker: Asker, into: Recorder): Promise<void> {
    await drive({
      concurrency: Number(this.#bench.options['concurrency']), seconds: this.#bench.seconds / (2 * rounds), signal: this.#bench.signal, into, work: () => asker.ask(),
    })
  }

  /** How the largest carrier's searches are answered where one way is right and the other ruinous. */
  async #routes(): Promise<{ readonly name: string; readonly route: string; readonly wrong: boolean }[]> {
    const carrier = this.#large.carriers[0]!
    const routes = []
    for (const shape of growthShapes) {
      if (shape.right === undefined) continue
      const { route } = await this.#large.store.read(carrier.ctx, (reader) => reader.explain(queryOf(shape, carrier, 0, 0)))
      const judged = shape.right.includes('collect') || carrier.files > manyMatches
      routes.push({ name: shape.name, route, wrong: judged && !shape.right.some((right) => right === route) })
    }
    return routes
  }
}

function measured({ name, small, large }: Compared): Measured {
  return {
    name, figure: large.percentile(0.95) / small.percentile(0.95), unit: 'times', target, ceiling: null, p50_ms: large.percentile(0.5), p99_ms: large.percentile(0.99),
  }
}

function ms(value: number): string {
  return value.toPrecision(3)
}
