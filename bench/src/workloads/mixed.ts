import { Load } from '../fhir/load.ts'
import { openServer, serverOptions } from '../fhir/server.ts'
import { wardMix } from '../fhir/ward-mix.ts'
import { MemoryWatch, type MemoryCourse } from '../mixed/memory.ts'
import type { Measured, Workload } from '../workload.ts'

/** All kinds of requests at once for as long as `--seconds` says, and what it does to the memory of hub and database. */
export const mixed: Workload = {
  name: 'mixed',
  summary: 'reads, searches, writes and transactions at once over HTTP, with the memory of hub and database (give it --seconds 600)',
  options: {
    ...serverOptions,
    resources: { fallback: '20000', text: 'how many are imported before it begins' },
    concurrency: { fallback: '32', text: 'requests in flight, each on a connection of its own' },
    rate: { fallback: '0', text: 'requests begun a second; 0: as many as get through' },
    sample: { fallback: '5', text: 'seconds between two looks at the memory' },
    get: { fallback: 'false', text: 'search by GET; default: by POST to _search', flag: true },
  },
  run: async (bench) => {
    const { options, say, seconds } = bench
    await using server = await openServer(bench)
    await using load = new Load({ target: server.target, method: options['get'] === 'true' ? 'GET' : 'POST' }, bench.signal)
    const concurrency = Number(options['concurrency'])
    const rate = Number(options['rate'])
    say(`import ${options['resources']!} resources`)
    await load.fill(Number(options['resources']))
    // Updates work on what was created one by one.
    await load.drive({ mix: [{ part: 'create', weight: 1 }], seconds: 3600, concurrency, limit: 1000 })
    say(`mixed load for ${seconds} s`)
    using watch = new MemoryWatch(bench.resources, Number(options['sample']) * 1000)
    const results = await load.drive({ mix: wardMix, seconds, concurrency, ...(rate > 0 ? { rate } : {}) })
    const hub = watch.course('hub', ({ own, shared }) => own + shared)
    // What PostgreSQL's processes share grows until its buffers are full; a leak would be in what each has for itself.
    const postgres = watch.course('postgres', ({ own }) => own)
    const buffers = watch.course('postgres', ({ shared }) => shared)
    for (const [name, course] of [['hub', hub], ['PostgreSQL', postgres]] as const) {
      if (course !== undefined) say(`memory of ${name}: ${course.flat ? 'flat' : 'grows'}, ${course.mb_per_minute} ± ${course.error} MB/min, ${course.first_mb} → ${course.last_mb} MB`)
    }
    const requests = results.reduce((sum, result) => sum + result.requests, 0)
    const elapsed = results[0]!.elapsed
    const whole: Measured = { name: 'all requests', figure: requests / elapsed, unit: 'requests/s', ceiling: null, p50_ms: null, p99_ms: null }
    return {
      main: hub === undefined ? whole : { ...slope('mixed', hub) },
      parts: [
        ...(postgres === undefined ? [] : [slope('memory of PostgreSQL', postgres)]),
        whole,
        ...results.map(({ name, requests: count, p50_ms, p99_ms }): Measured => ({ name, figure: count / elapsed, unit: 'requests/s', ceiling: null, p50_ms, p99_ms })),
      ],
      resources: load.written,
      details: {
        server: server.own ? 'own hub' : options['adapter']!, concurrency, rate, samples_s: Number(options['sample']), references: server.target.outside,
        ...told('hub', hub), ...told('postgres', postgres), ...told('postgres_shared', buffers),
      },
    }
  },
}

function slope(name: string, course: MemoryCourse): Measured {
  return { name, figure: course.mb_per_minute, unit: 'MB/min', ceiling: null, p50_ms: null, p99_ms: null }
}

function told(name: string, course: MemoryCourse | undefined): Record<string, number | boolean> {
  return course === undefined ? {} : Object.fromEntries(Object.entries(course).map(([key, value]: [string, number | boolean]) => [`${name}_${key}`, value]))
}
