import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fill } from '../src/grow/fill.ts'
import { RegionDatabase } from '../src/grow/region-database.ts'
import { Asker } from '../src/growth/asker.ts'
import { growthShapes } from '../src/growth/shapes.ts'
import { Resources } from '../src/resources.ts'
import type { Bench } from '../src/workload.ts'

test('a region is grown, found again and grown on; every shape finds what it must', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-grow-'))
  chmodSync(folder, 0o711)
  using resources = new Resources()
  const bench: Bench = { seconds: 1, options: {}, folder, resources, signal: new AbortController().signal, say: () => {} }
  try {
    {
      await using database = await RegionDatabase.open(bench, folder, 3, 'postgres')
      const { written } = await fill(bench, database, 700)
      assert.equal(written, await database.resources())
    }
    await using database = await RegionDatabase.open(bench, folder, 3, 'postgres')
    const before = database.carriers.map(({ files }) => files)
    assert.equal(before.reduce((sum, files) => sum + files, 0), 41)
    const { written } = await fill(bench, database, 1400)
    assert.ok(written > 600 && written < 1000, `${written}`)
    assert.equal((await fill(bench, database, 1400)).written, 0)
    await database.settle()
    const { tables, indexes, json } = await database.sizes()
    assert.ok(json > 1_000_000 && tables > json && indexes > 0, `${tables} ${indexes} ${json}`)
    for (const shape of growthShapes) {
      for (const askers of ['all carriers', 'smallest carrier'] as const) {
        const asker = new Asker(database, shape, askers)
        for (let turn = 0; turn < 20; turn++) await asker.ask()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
