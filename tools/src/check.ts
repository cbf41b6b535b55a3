/** `npm run check [name …]`: everything that can be said about the code without running it. */
import { availableParallelism } from 'node:os'
import { asvs } from './checks/asvs.ts'
import { boundaries } from './checks/boundaries.ts'
import { catalogs } from './checks/catalogs.ts'
import { place, type Check } from './checks/check.ts'
import { deadCode } from './checks/dead-code.ts'
import { drift } from './checks/drift.ts'
import { faults } from './checks/faults.ts'
import { fileShape } from './checks/file-shape.ts'
import { licences } from './checks/licences.ts'
import { links } from './checks/links.ts'
import { lint } from './checks/lint.ts'
import { syntax } from './checks/syntax.ts'
import { types } from './checks/types.ts'
import { words } from './checks/words.ts'
import { root } from './root.ts'

/** The slow ones first, so that they overlap with the rest. */
const checks: readonly Check[] = [lint, types, deadCode, drift, catalogs, boundaries, faults, syntax, fileShape, asvs, licences, links, words]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => matches(check, name)))
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const waiting = checks.filter((check) => wanted.length === 0 || wanted.some((name) => matches(check, name)))
const total = waiting.length
let failed = 0
const begun = performance.now()
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
console.log(`${total - failed} of ${total} checks passed in ${seconds(begun)}`)
process.exitCode = failed > 0 ? 1 : 0

async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await report(check)
}

async function report(check: Check): Promise<void> {
  const started = performance.now()
  // A check that cannot run has not passed.
  const findings = await check.run(root).catch((error: unknown) => [{ text: error instanceof Error ? (error.stack ?? error.message) : String(error) }])
  if (findings.length > 0) failed += 1
  const result = findings.length === 0 ? '' : `  ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
  console.log(`${findings.length === 0 ? '✔' : '✖'} ${check.name.padEnd(16)} ${seconds(started).padStart(7)}${result}`)
  for (const finding of findings) console.log(`    ${place(finding)}${finding.text.replaceAll('\n', '\n      ')}`)
}

function matches(check: Check, name: string): boolean {
  return check.name === name || check.name.replaceAll(' ', '-') === name
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
