import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { mappingGeneration } from './generation.ts'

test('a changed result raises the mapping generation', () => {
  const folder = new URL('golden/', import.meta.url)
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(new URL(file, folder)))
  assert.deepEqual(
    { generation: mappingGeneration, golden: hash.digest('hex').slice(0, 16) },
    { generation: 1, golden: 'fb3eab94fb4533a8' },
    'the golden results changed: raise mappingGeneration and set both here',
  )
})
