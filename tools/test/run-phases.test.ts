import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { runPhases, type Totals } from '../src/test-run/run-phases.ts'

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
  const totals = nothing()
  const events: TestEvent[] = []
  const run = runPhases(
    [{ ...phase, files: [good, bad] }, { ...phase, name: 'integration', limit: 500, files: [hung] }],
    { root: folder, namePatterns: [], verbose: false },
    totals,
  )
  try {
    for await (const event of run) events.push(event)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const said = events.map((event) => ('message' in (event.data ?? {}) ? (event.data as { message: string }).message : '')).join('')
  assert.match(said, /✔ good\.test\.js {2}1 test /)
  assert.match(said, /✖ bad\.test\.js {2}1 test /)
  assert.match(said, /✖ hung\.test\.js/)
  assert.ok(said.includes('a hint') && !said.includes('chatter'), 'only a failing file keeps its output')
  const failures = events.filter((event) => event.type === 'test:fail')
  assert.deepEqual(failures.map((event) => event.data.name), ['broken', 'hung.test.js'])
  assert.deepEqual(totals, { ...nothing(), tests: 3, passed: 1, failed: 2 })
  assert.equal(events.filter((event) => event.type === 'test:diagnostic' && /^tests \d/.test(event.data.message)).length, 1)
})
