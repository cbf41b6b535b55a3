import { Load, mostImports } from '../fhir/load.ts'
import { openServer, serverOptions, type Server } from '../fhir/server.ts'
import { wardMix } from '../fhir/ward-mix.ts'
import { searchShapes } from '../store/shapes.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

/** What the log may cost of any part's throughput. */
const target = 0.85
/** Both hubs are asked by turns, so that what else happens on the machine meets both. */
const rounds = 6
/** `mixed`: all kinds of requests at once, as in the workload of that name. It comes after create, whose resources it updates. */
const allParts = ['import', 'create', 'mixed', 'read', 'update', ...Array.from(searchShapes.keys(), (n) => `search ${n}`)]

/** What the access log costs: the parts of `fhir`, at a hub that writes it and at one that does not, on one database. */
export const audit: Workload = {
  name: 'audit',
  summary: 'what the access log costs of the parts of fhir: two hubs on one database, one of them without it, by turns',
  options: {
    ...Object.fromEntries((['carriers', 'data', 'profile', 'references'] as const).map((name) => [name, serverOptions[name]])),
    resources: { fallback: '30000', text: 'how many are imported before anything is measured' },
    concurrency: { fallback: '32', text: 'requests in flight, each on a connection of its own' },
    parts: { fallback: allParts.join(','), text: 'which parts, with commas' },
  },
  run: async (bench) => {
    const whole = { ...bench, options: { ...Object.fromEntries(Object.entries(serverOptions).map(([name, { fallback }]) => [name, fallback])), ...bench.options } }
    await using server = await openServer(whole)
    await using load = new Load({ target: server.target, method: 'POST' }, bench.signal)
    return await run(bench, server, load)
  },
}

interface Sides {
  readonly on: Slice[]
  readonly off: Slice[]
}

interface Slice {
  /** Requests a second. */
  readonly rate: number
  /** Processor time of hubs and database for one request, in microseconds: what is left of the rate when nothing waits. */
  readonly cpu: number
}

async function run(bench: Bench, server: Server, load: Load): Promise<Result> {
  const { options, say, seconds } = bench
  const concurrency = Number(options['concurrency'])
  const unlogged = await server.alongside({ STECKWERK_AUDIT: 'off-to-measure' })
  say(`import ${options['resources']!} resources`)
  await load.fill(Number(options['resources']))
  const cpuSeconds = (): number => Object.entries(bench.resources.usage()).reduce((sum, [name, { cpu_s }]) => (name === 'bench' ? sum : sum + cpu_s), 0)
  const sliceOf = async (part: string, side: keyof Sides, length: number): Promise<Slice> => {
    const before = cpuSeconds()
    const results = await load.drive({
      mix: part === 'mixed' ? wardMix : [{ part, weight: 1 }], seconds: length, concurrency: part === 'import' ? Math.min(concurrency, mostImports) : concurrency,
      ...(side === 'off' ? { through: unlogged } : {}),
    })
    const requests = results.reduce((sum, result) => sum + result.requests, 0)
    return { rate: requests / results[0]!.elapsed, cpu: ((cpuSeconds() - before) * 1e6) / requests }
  }
  const parts: Measured[] = []
  const told: Record<string, string> = {}
  for (const part of options['parts']!.split(',')) {
    const name = part.startsWith('search ') ? `search ${searchShapes[Number(part.slice(7))]!.name}` : part
    say(name)
    const sides: Sides = { on: [], off: [] }
    for (const side of ['on', 'off'] as const) await sliceOf(part, side, seconds / rounds)
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? ['on', 'off'] as const : ['off', 'on'] as const) sides[side].push(await sliceOf(part, side, seconds / rounds))
    }
    for (const [what, unit] of [['rate', '/s'], ['cpu', ' µs']] as const) {
      const [on, off] = [median(sides.on.map((slice) => slice[what])), median(sides.off.map((slice) => slice[what]))]
      told[`${what} ${name}`] = `${on.toFixed(0)}${unit} with, ${off.toFixed(0)}${unit} without`
    }
    // Each round by itself: the machine's moods last longer than a round.
    parts.push({ name, figure: median(sides.on.map(({ rate }, round) => rate / sides.off[round]!.rate)), unit: 'of the throughput without', target, ceiling: null, p50_ms: null, p99_ms: null })
  }
  const worst = parts.reduce((a, b) => (b.figure < a.figure ? b : a))
  return { main: { ...worst, name: 'audit' }, parts, resources: load.written, details: { concurrency, rounds, bases: server.target.bases.length, worst: worst.name, ...told } }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
