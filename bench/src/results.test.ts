import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Conditions } from './conditions.ts'
import { keep, report } from './results.ts'

const where: Conditions = {
  date: '2026-11-21T20:15:00.000Z', cpu: 'A', cores: 2, memory_gb: 24, kernel: 'linux 6', node: '26.10.0', load_before: 0.1, fdatasync_us: 26, free_disk_gb: 80,
}
const result = {
  main: { name: 'load', figure: 12_345.678, unit: 'resources/s', ceiling: 50_000, p50_ms: 4.5678, p99_ms: 12 },
  parts: [{ name: 'search identifier', figure: 0.123456, unit: 'searches/s', ceiling: null, p50_ms: 1, p99_ms: 2 }],
  resources: 1000,
  details: { batch: 10 },
}

test('the closing line has what is promised, rounded, with the ratio', () => {
  const { line } = report('store', result, 12.34, { bench: { rss_mb: 100, cpu_s: 1 }, postgres: { rss_mb: 200, cpu_s: 2 } }, where)
  assert.deepEqual(line, {
    workload: 'store', figure: 12_346, unit: 'resources/s', ceiling: 50_000, ratio: 0.247, p50_ms: 4.57, p99_ms: 12, rss_mb: 300, seconds: 12.3, resources: 1000,
  })
})

test('kept runs make a table, the newest last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'results-'))
  try {
    const later = { ...where, date: '2026-11-22T08:00:00.000Z' }
    keep(folder, report('store', result, 1, {}, later))
    assert.equal(keep(folder, report('store', result, 1, {}, where)), '2026-11-21T2015-store.json')
    const rows = readFileSync(join(folder, 'README.md'), 'utf8').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| run'))
    assert.equal(rows.length, 4)
    assert.match(rows[0]!, /^\| \[2026-11-21T2015-store\]\(2026-11-21T2015-store\.json\) \| \*\*store\*\* \| 12346 \| resources\/s \| – \| 50000 \| 0\.247 \|/)
    assert.match(rows[1]!, /^\| {2}\| search identifier \| 0\.123 \| searches\/s \| – \| – \| – \| 1 \| 2 \|/)
    assert.match(rows[2]!, /2026-11-22T0800/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
