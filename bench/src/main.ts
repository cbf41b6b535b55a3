/** `npm run bench -- <workload> [--seconds N] [--keep] [--option value …]`: progress on standard error, one JSON object as the
 *  last line on standard output. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { conditions } from './conditions.ts'
import { Resources } from './resources.ts'
import { keep, report } from './results.ts'
import type { Workload } from './workload.ts'

/** Loaded only when asked for, so that one that does not load leaves the others alone. */
const workloads: Readonly<Record<string, () => Promise<Workload>>> = {
  duplicates: async () => (await import('./workloads/duplicates.ts')).duplicates,
  events: async () => (await import('./workloads/events.ts')).events,
  fhir: async () => (await import('./workloads/fhir.ts')).fhir,
  findings: async () => (await import('./workloads/findings.ts')).findings,
  audit: async () => (await import('./workloads/audit.ts')).audit,
  grid: async () => (await import('./workloads/grid.ts')).grid,
  grow: async () => (await import('./workloads/grow.ts')).grow,
  growth: async () => (await import('./workloads/growth.ts')).growth,
  ingest: async () => (await import('./workloads/ingest.ts')).ingest,
  mixed: async () => (await import('./workloads/mixed.ts')).mixed,
  outage: async () => (await import('./workloads/outage.ts')).outage,
  outbound: async () => (await import('./workloads/outbound.ts')).outbound,
  plugs: async () => (await import('./workloads/plugs.ts')).plugs,
  store: async () => (await import('./workloads/store.ts')).store,
  votes: async () => (await import('./workloads/votes.ts')).votes,
}

const [name = '--help', ...rest] = process.argv.slice(2)
const load = workloads[name]
if (load === undefined) {
  const all = await Promise.all(Object.values(workloads).map((one) => one()))
  const lines = all.map((one) => `  ${one.name.padEnd(10)} ${one.summary}\n${help(one)}`)
  console.error(`npm run bench -- <workload> [--seconds N] [--keep]\n\n${lines.join('\n')}\n  --seconds N   of each measured part (10)\n  --keep        keep the result in bench/results`)
  process.exit(name === '--help' ? 0 : 2)
}

const workload = await load()
const { values } = parseArgs({
  args: rest,
  options: {
    seconds: { type: 'string', default: '10' },
    keep: { type: 'boolean', default: false },
    ...Object.fromEntries(Object.entries(workload.options).map(([key, { fallback, flag }]) =>
      [key, flag === true ? { type: 'boolean' as const, default: false } : { type: 'string' as const, default: fallback }])),
  },
})
const seconds = Number(values.seconds)
if (!(seconds > 0)) throw new Error('--seconds must be a number above 0')
const options: Record<string, string> = {}
for (const key of Object.keys(workload.options)) options[key] = String((values as Record<string, unknown>)[key])

const folder = mkdtempSync(join(tmpdir(), 'sw-bench-'))
// The embedded PostgreSQL, started by root, runs as another user.
chmodSync(folder, 0o711)
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort(new Error('stopped')))

const where = conditions(folder)
const begun = performance.now()
const say = (line: string): void => console.error(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`)
using resources = new Resources()
const result = await workload.run({ seconds, options, folder, resources, signal: stopping.signal, say })
const done = report(workload.name, result, (performance.now() - begun) / 1000, resources.usage(), where)
if (values.keep) say(`kept as bench/results/${keep(join(import.meta.dirname, '..', 'results'), done)}`)
say(`conditions ${JSON.stringify(where)}`)
say(`details ${JSON.stringify({ ...done.details, processes: done.processes })}`)
for (const part of done.parts) say(told(part))
console.log(JSON.stringify(done.line))

function told({ name: part, figure, unit, target, ratio, p50_ms, p99_ms }: (typeof done.parts)[number]): string {
  const promised = target === undefined ? '' : `, target ${target}`
  return `${part}: ${figure} ${unit}${promised}, ratio ${ratio ?? '–'}, p50 ${p50_ms ?? '–'} ms, p99 ${p99_ms ?? '–'} ms`
}

function help({ options: own }: Workload): string {
  return Object.entries(own).map(([key, { fallback, text, flag }]) => `    --${key.padEnd(12)} ${text}${flag === true || fallback === '' ? '' : ` (${fallback})`}`).join('\n')
}
