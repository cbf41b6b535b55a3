import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, Fault, type Tenant } from '@steckwerk/kernel'
import type { Change, Stored } from '../contract.ts'
import { GroupCommit, type Committing } from './group-commit.ts'

const one = asTenant(1)
const two = asTenant(2)
const change = (id: string): Change => ({ kind: 'delete', type: 'Patient', id, expect: 'any' })
const stored = (id: string): Stored => ({ type: 'Patient', id, version: 1, lastUpdated: 0, text: undefined })
const lost = new Fault('unavailable', 'store/unavailable', 'away')

/** One connection; `poison` names the change that fails whatever it is committed with. */
function bench(poison?: string, failure: Fault = new Fault('internal', 'store/statement', 'refused')) {
  const batches: string[][] = []
  const alone: string[] = []
  let busy = false
  const group: GroupCommit = new GroupCommit({
    free: () => !busy,
    async together(groups) {
      busy = true
      const ids = [...groups.values()].flat().map((entry) => entry.change.id)
      batches.push(ids)
      await new Promise((resolve) => setImmediate(resolve))
      busy = false
      if (poison !== undefined && ids.includes(poison)) throw failure
      return new Map([...groups].map(([tenant, entries]: [Tenant, readonly Committing[]]) => [tenant, entries.map((entry) => stored(entry.change.id))]))
    },
    async alone(_tenant, { change: { id } }) {
      alone.push(id)
      if (id === poison) throw failure
      return stored(id)
    },
    retriable: (thrown) => thrown !== lost,
  })
  return { group, batches, alone }
}

test('a lone change goes at once; what comes meanwhile goes together, by carrier', async () => {
  const { group, batches } = bench()
  const first = group.commit(one, change('a'))
  await Promise.resolve()
  const rest = Promise.all([group.commit(two, change('d')), group.commit(one, change('b')), group.commit(one, change('c'))])
  assert.equal((await first).id, 'a')
  assert.deepEqual((await rest).map((row) => row.id), ['d', 'b', 'c'])
  assert.deepEqual(batches, [['a'], ['b', 'c', 'd']])
})

test('two changes of one resource never share a transaction, and keep their order', async () => {
  const { group, batches } = bench()
  await Promise.all([group.commit(one, change('x')), group.commit(one, change('x')), group.commit(two, change('x')), group.commit(one, change('y'))])
  assert.deepEqual(batches, [['x', 'y', 'x'], ['x']])
})

test('a poisoned batch is retried one by one and fails only its poison', async () => {
  const { group, alone } = bench('bad')
  const results = await Promise.allSettled(['good', 'bad', 'fine'].map((id) => group.commit(one, change(id))))
  assert.deepEqual(results.map((result) => result.status), ['fulfilled', 'rejected', 'fulfilled'])
  assert.deepEqual(alone, ['good', 'bad', 'fine'])
})

test('where the answer of a commit was lost nothing is sent a second time', async () => {
  const { group, alone } = bench('bad', lost)
  const results = await Promise.allSettled(['good', 'bad'].map((id) => group.commit(one, change(id))))
  assert.deepEqual(results.map((result) => result.status), ['rejected', 'rejected'])
  assert.deepEqual(alone, [])
})

test('at most a hundred go together, and draining waits for all', async () => {
  const { group, batches } = bench()
  const all = Promise.all(Array.from({ length: 250 }, (_, i) => group.commit(one, change(`c${i}`))))
  await group.drained()
  await all
  assert.deepEqual(batches.map((batch) => batch.length), [100, 100, 50])
})
