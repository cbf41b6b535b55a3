import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { promisify } from 'node:util'
import type { Phase } from '../src/test-run/phases.ts'
import type { Totals } from '../src/test-run/run-phases.ts'

/** node:test refuses to run test files from inside a test file. */
async function inOwnProcess(phases: readonly Phase[], root: string): Promise<{ events: TestEvent[]; totals: Totals }> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const program = `
    import { runPhases } from ${JSON.stringify(import.meta.resolve('../src/test-run/run-phases.ts'))}
    const totals = ${JSON.stringify(nothing())}, events = []
    const options = { root: ${JSON.stringify(root)}, namePatterns: [], verbose: false }
    for await (const { type, data } of runPhases(${JSON.stringify(phases)}, options, totals)) {
      events.push({ type, data: { name: data?.name, message: data?.message } })
    }
    console.log(JSON.stringify({ events, totals }))`
  const file = join(root, 'run.mjs')
  writeFileSync(file, program)
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: environment })
  return JSON.parse(stdout) as { events: TestEvent[]; totals: Totals }
}

const nothing = (): Totals => ({ tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 })

test('phases give one set of closing lines, a line for a good file and the failures of a bad one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phases-'))
  const write = (name: string, body: string): string => {
    writeFileSync(join(folder, name), `import { test } from 'node:test'\n${body}`)
    return name
  }
  const good = write('good.test.js', "console.log('chatter'); test('fine', () => {})")
  const bad = write('bad.test.js', "console.log('a hint'); test('broken', () => { throw new Error('because') })")
  const hung = write('hung.test.js', "test('spins', () => { for (;;); })")
  const phase = { name: 'unit', concurrency: 2, timeout: 60_000 } as const
  const phases: Phase[] = [{ ...phase, files: [good, bad] }, { ...phase, name: 'integration', limit: 1500, files: [hung] }]
  let events: TestEvent[]
  let totals: Totals
  try {
    ;({ events, totals } = await inOwnProcess(phases, folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
  const said = events.map((event) => ('message' in (event.data ?? {}) ? ((event.data as { message?: string }).message ?? '') : '')).join('')
  assert.match(said, /✔ good\.test\.js {2}1 test /)
  assert.match(said, /✖ bad\.test\.js {2}1 test /)
  assert.match(said, /✖ hung\.test\.js/)
  assert.ok(said.includes('a hint') && !said.includes('chatter'), 'only a failing file keeps its output')
  const failures = events.filter((event) => event.type === 'test:fail')
  assert.deepEqual(failures.map((event) => basename(event.data.name)), ['broken', 'hung.test.js'])
  assert.deepEqual(totals, { ...nothing(), tests: 3, passed: 1, failed: 2 })
  assert.equal(events.filter((event) => event.type === 'test:diagnostic' && /^tests \d/.test(event.data.message)).length, 1)
})
