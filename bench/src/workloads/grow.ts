import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Load } from '../fhir/load.ts'
import { otherServerOptions, otherTarget } from '../fhir/server.ts'
import { fill } from '../grow/fill.ts'
import { RegionDatabase } from '../grow/region-database.ts'
import type { Bench, Result, Workload } from '../workload.ts'

/** Fills a data folder with as many resources as wanted, for the workloads after it and for looking around. */
export const grow: Workload = {
  name: 'grow',
  summary: 'fill a hub\'s database (or, with --base, any FHIR server) with resources of carriers of very different size; the data folder is kept',
  options: {
    resources: { fallback: '1000000', text: 'how many there are to be in all' },
    carriers: { fallback: '20', text: 'carriers they belong to, the largest having half of them' },
    ...otherServerOptions,
    data: { fallback: '', text: 'data folder of the hub; what is in it is kept and grown; default: a new one, whose name is told' },
  },
  run: async (bench) => {
    const wanted = Number(bench.options['resources'])
    if (!(wanted >= 1)) throw new Error('--resources must be a number above 0')
    if (bench.options['base'] !== '') return growOther(bench, wanted)
    const data = bench.options['data'] === '' ? newFolder() : resolve(bench.options['data']!)
    await using database = await RegionDatabase.open(bench, data, Number(bench.options['carriers']), 'postgres')
    bench.say(`grow ${data} to ${wanted} resources`)
    const { driven, written } = await fill(bench, database, wanted)
    bench.say('vacuum and statistics')
    await database.settle()
    const [resources, { tables, indexes, json, outbox }] = [await database.resources(), await database.sizes()]
    const each = (bytes: number): number => Math.round(bytes / resources)
    return {
      main: { name: 'grow', figure: written / driven.elapsed, unit: 'resources/s', ceiling: null, p50_ms: driven.recorder.percentile(0.5), p99_ms: driven.recorder.percentile(0.99) },
      parts: [{ name: 'table and index ÷ JSON', figure: (tables + indexes) / json, unit: 'times', target: 2, ceiling: null, p50_ms: null, p99_ms: null }],
      resources,
      details: {
        data, written, carriers: database.carriers.length, largest_files: database.carriers[0]!.files, smallest_files: database.carriers.at(-1)!.files,
        json_bytes: each(json), table_bytes: each(tables), index_bytes: each(indexes), outbox_bytes: each(outbox), through: 'store, without HTTP and validation',
      },
    }
  },
}

/** Through transactions, as there is no other way into a server that is not ours. The first carrier gets half. */
async function growOther(bench: Bench, wanted: number): Promise<Result> {
  const target = otherTarget(bench)
  await using load = new Load({ target, method: 'POST' }, bench.signal)
  const { written, elapsed, p50_ms, p99_ms } = await load.fill(wanted)
  return {
    main: { name: 'grow', figure: written / elapsed, unit: 'resources/s', ceiling: null, p50_ms, p99_ms },
    parts: [],
    resources: written,
    details: { written, bases: target.bases.length, through: 'transactions over HTTP' },
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sw-grown-'))
  // The embedded PostgreSQL, started by root, runs as another user.
  chmodSync(folder, 0o711)
  return folder
}
