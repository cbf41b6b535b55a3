import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Conditions } from './conditions.ts'
import type { Usage } from './resources.ts'
import type { Measured, Result } from './workload.ts'

/** The closing line of a run. */
export interface ClosingLine extends Omit<Measured, 'name'> {
  readonly workload: string
  /** figure ÷ ceiling */
  readonly ratio: number | null
  /** Highest resident set of all processes of the run together, the load generator included. */
  readonly rss_mb: number
  readonly seconds: number
  /** FHIR resources in the store at the end. */
  readonly resources: number
}

export interface Report {
  readonly line: ClosingLine
  readonly parts: readonly (Measured & { readonly ratio: number | null })[]
  readonly processes: Readonly<Record<string, Usage>>
  readonly details: Result['details']
  readonly conditions: Conditions
}

export function report(workload: string, result: Result, seconds: number, processes: Readonly<Record<string, Usage>>, where: Conditions): Report {
  const { figure, unit, ceiling, target, ratio, p50_ms, p99_ms } = rounded(result.main)
  const line: ClosingLine = {
    workload,
    figure,
    unit,
    ceiling,
    ...(target === undefined ? {} : { target }),
    ratio,
    p50_ms,
    p99_ms,
    rss_mb: Object.values(processes).reduce((sum, { rss_mb }) => sum + rss_mb, 0),
    seconds: Math.round(seconds * 10) / 10,
    resources: result.resources,
  }
  return { line, parts: result.parts.map(rounded), processes, details: result.details, conditions: where }
}

function rounded(measured: Measured): Measured & { readonly ratio: number | null } {
  const { figure, ceiling } = measured
  return {
    ...measured,
    figure: short(figure),
    ceiling: ceiling === null ? null : short(ceiling),
    ratio: ceiling === null || ceiling === 0 ? null : Math.round((figure / ceiling) * 1000) / 1000,
    p50_ms: measured.p50_ms === null ? null : short(measured.p50_ms),
    p99_ms: measured.p99_ms === null ? null : short(measured.p99_ms),
  }
}

function short(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 5 : 3))
}

/** Keeps a run as `<date>-<workload>.json` and makes the table of all kept runs anew. */
export function keep(folder: string, run: Report): string {
  mkdirSync(folder, { recursive: true })
  const name = `${run.conditions.date.slice(0, 16).replace(':', '')}-${run.line.workload}.json`
  writeFileSync(join(folder, name), `${JSON.stringify(run, undefined, 2)}\n`)
  writeTable(folder)
  return name
}

/** Makes the table of all kept runs anew. */
function writeTable(folder: string): void {
  const runs = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, run: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report }))
  writeFileSync(join(folder, 'README.md'), table(runs))
}

const heading = `# Results

Each run of \`npm run bench -- <workload> --keep\`, with its conditions in the file it links to. A ratio compares with plain PostgreSQL in the
same run (bench/src/ceiling.ts); compare ratios between machines and figures only on one. Times are of one operation. A target is what
was promised: at least that of a rate, at most that of anything else. What each workload does stands in [bench/README.md](../README.md):
\`store\` and \`growth\` work in process, \`ingest\`, \`fhir\` and \`mixed\` on real processes over real sockets, \`grow\` fills data folders.

| run | part | figure | unit | target | ceiling | ratio | p50 ms | p99 ms | MB | resources | cores | fdatasync µs |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
`

function table(runs: readonly { readonly file: string; readonly run: Report }[]): string {
  const rows = runs.flatMap(({ file, run: { line, parts, conditions } }) => {
    const main = [`[${file.replace('.json', '')}](${file})`, `**${line.workload}**`, ...figures(line), line.rss_mb, line.resources, conditions.cores, conditions.fdatasync_us]
    return [main, ...parts.map((part) => ['', part.name, ...figures(part), '', '', '', ''])]
  })
  return heading + rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

function figures(one: Omit<Measured, 'name'> & { readonly ratio: number | null }): (string | number)[] {
  return [one.figure, one.unit, one.target ?? '–', one.ceiling ?? '–', one.ratio ?? '–', one.p50_ms ?? '–', one.p99_ms ?? '–']
}
