/** `npm test [path part …] [-t name pattern]`: every test there is, or those whose path holds one of the parts. */
import { spec } from 'node:test/reporters'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { buildPortal } from './portal.ts'
import { root } from './root.ts'
import { phases } from './test-run/phases.ts'
import { runPhases, type Totals } from './test-run/run-phases.ts'
import { surroundings } from './test-run/surroundings.ts'

const budget = 6 * 60
const started = performance.now()
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'test-name-pattern': { type: 'string', short: 't', multiple: true, default: [] },
    verbose: { type: 'boolean', short: 'v', default: false },
  },
})
const selected = phases(root, positionals)
const files = selected.flatMap((phase) => phase.files)
const namePatterns = values['test-name-pattern']

if (files.length === 0) {
  console.error(positionals.length === 0 ? 'There are no test files.' : `No test file's path holds ${positionals.join(' or ')}.`)
  process.exit(1)
}

const totals: Totals = { tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 }
{
  await using around = surroundings()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      await around[Symbol.asyncDispose]()
      process.exit(130)
    })
  }
  if (files.some((file) => /^(portal|apps|core\/api|test)\//.test(file)) && selected[0]!.files.length < files.length) {
    // Counts as a failure, but tells less than the tests that do not need the pages.
    await buildPortal(root, { required: true }).catch((error: unknown) => {
      console.error('The portal could not be built.', error)
      totals.failed += 1
    })
  }
  const verbose = values.verbose || files.length <= 8 || namePatterns.length > 0
  const events = Readable.from(runPhases(selected, { root, namePatterns, verbose }, totals))
  for await (const text of events.compose(spec)) process.stdout.write(text as string)
}

const seconds = (performance.now() - started) / 1000
if (seconds > budget && positionals.length === 0) console.error(`The tests took ${seconds.toFixed(0)} s; the budget is ${budget} s.`)
if (totals.tests === totals.skipped + totals.todo) console.error('No test ran.')
process.exitCode = totals.failed + totals.cancelled > 0 || totals.tests === totals.skipped + totals.todo ? 1 : 0
