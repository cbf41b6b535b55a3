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

test('files that share a process count as they would alone; one that says so has its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phases-'))
  const write = (name: string, body: string): string => {
    writeFileSync(join(folder, name), body)
    return name
  }
  const begin = "import { before, test } from 'node:test'\n"
  const first = write('first.test.js', `${begin}before(() => { globalThis.seen = 'first' }); test('one', () => {}); test('two', () => {})`)
  const bad = write('bad.test.js', `${begin}test('broken', () => { console.log('a hint'); throw new Error(globalThis.seen) })`)
  const torn = write('torn.test.js', "import './nothing.js'")
  const last = write('last.test.js', `${begin}test('still', () => { console.log('chatter') })`)
  const alone = write('alone.test.js', `// Needs a process of its own: it looks at what is global.\n${begin}test('clean', () => { if (globalThis.seen !== undefined) throw new Error('shared') })`)
  const hung = write('hung.test.js', `${begin}test('spins', () => { for (;;); })`)
  const phase = { name: 'unit', concurrency: 1, timeout: 60_000, together: 10 } as const
  let events: TestEvent[]
  let totals: Totals
  try {
    ;({ events, totals } = await inOwnProcess([{ ...phase, files: [first, bad, torn, alone] }, { ...phase, files: [last] }, { ...phase, limit: 1500, files: [first, hung] }], folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
  const said = events.map((event) => ('message' in (event.data ?? {}) ? ((event.data as { message?: string }).message ?? '') : '')).join('')
  for (const line of [/✔ first\.test\.js {2}2 tests /, /✖ bad\.test\.js {2}1 test /, /✖ torn\.test\.js {2}0 tests /, /✔ last\.test\.js {2}1 test /, /✔ alone\.test\.js {2}1 test /]) assert.match(said, line)
  assert.ok(said.includes('a hint') && !said.includes('chatter'), 'only a failing file keeps its output')
  const failures = events.filter((event) => event.type === 'test:fail').map((event) => basename(event.data.name))
  assert.deepEqual(failures.slice(0, 2), ['broken', 'torn.test.js'])
  assert.equal(failures.length, 3, `the process that hung: ${failures.join()}`)
  assert.deepEqual([totals.passed, totals.suites], [4, 0])
  assert.ok(totals.failed >= 2)
})
