import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { mappingDocument, mappingTable } from './mapping-table.ts'

test('docs/mapping.md shows the tables the maps run by', () => {
  const page = readFileSync(new URL('../../../../docs/mapping.md', import.meta.url), 'utf8')
  assert.equal(page, mappingDocument(), 'write it anew with npm run docs')
})

test('every line names its source and its target', () => {
  for (const { lines } of mappingTable()) {
    for (const { from, to } of lines) assert.ok(/^[A-Z][A-Z0-9]{2}\b/.test(from) && to !== '', from)
  }
})
