import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SearchQuery } from '@steckwerk/fhir'
import { asTenant, sql, type Sql } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import { IndexHash } from './index-hash.ts'
import { usualLimits } from './scope.ts'
import { Searcher } from './searcher.ts'

const limits = { ...usualLimits, frequent: 100, wideCount: 1000, window: sql`limit 77`, wideWindow: sql`limit 777` }
const query: SearchQuery = {
  type: 'Patient', conditions: [{ kind: 'token', param: 'gender', negate: false, values: [{ system: undefined, code: 'other' }] }],
  sort: [], count: 1, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
}

/** A database in which every count is `candidates`, and the statements of `full` fill the page. */
function bench(candidates: number, ...full: string[]) {
  const asked: string[] = []
  const answer = (text: string): unknown[] => {
    if (text.startsWith('select count(*)')) return [{ n: candidates }]
    asked.push(/limit 77\b/.test(text) ? 'window' : /limit 777\b/.test(text) ? 'wide' : 'collect')
    return full.includes(asked.at(-1)!) ? ['a', 'b'].map((id) => ({ rt: 1, id, version: 1, lu: 0, content: '{}', patient: null, k0: id })) : []
  }
  const runner = { sql: ({ text }: Sql) => Promise.resolve({ rows: answer(text), count: 0, command: 'SELECT' }) } as unknown as TenantRunner
  const searcher = new Searcher(new IndexHash(Buffer.alloc(16)), Buffer.alloc(32), limits)
  const search = async (): Promise<string[]> => {
    const before = asked.length
    await searcher.search(asTenant(1), runner, query)
    return asked.slice(before)
  }
  return { search, full }
}

test('what the first window answers is asked nothing more', async () => {
  const { search } = bench(1000, 'window', 'wide')
  assert.deepEqual([await search(), await search()], [['window'], ['window']])
})

test('what the wider window answered is walked there at once, until it no longer does', async () => {
  const { search, full } = bench(1000, 'wide')
  assert.deepEqual([await search(), await search()], [['window', 'wide'], ['wide']])
  full.splice(0)
  assert.deepEqual([await search(), await search()], [['wide', 'collect'], ['collect']])
})

test('what no window answered is collected at once, and few are never walked to', async () => {
  const frequent = bench(1000)
  assert.deepEqual([await frequent.search(), await frequent.search()], [['window', 'wide', 'collect'], ['collect']])
  const fewer = bench(999, 'wide')
  assert.deepEqual([await fewer.search(), await fewer.search()], [['window', 'collect'], ['collect']])
})
