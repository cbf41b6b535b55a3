import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import type { Change } from '@steckwerk/store'
import { patient, put } from './resources.ts'

let db: TestStore
before(async () => (db = await testStore()))
after(() => db[Symbol.asyncDispose]())
const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const code = (expected: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === expected

test('create, read, update, delete and create again: versions count on and history holds them all', async () => {
  const { store } = db
  const created = await store.commit(alpha, put(patient('p1', 'Müller'), 0))
  assert.equal(created.version, 1)
  assert.deepEqual(await store.read(alpha, (r) => r.get('Patient', 'p1')), created)
  const same = await store.commit(alpha, put(patient('p1', 'Müller'), 'any'))
  assert.deepEqual(same, created, 'unchanged content writes no version')
  const updated = await store.commit(alpha, put(patient('p1', 'Meier'), 1))
  assert.equal(updated.version, 2)
  const gone = await store.commit(alpha, { kind: 'delete', type: 'Patient', id: 'p1', expect: 2 })
  assert.deepEqual([gone.version, gone.text], [3, undefined])
  assert.deepEqual(await store.read(alpha, (r) => r.get('Patient', 'p1')), gone)
  const back = await store.commit(alpha, put(patient('p1', 'Meier'), 3))
  assert.equal(back.version, 4)
  assert.deepEqual((await store.read(alpha, (r) => r.history({ type: 'Patient', id: 'p1', count: 10 }))).rows, [back, gone, updated, created])
  for (const version of [created, updated, gone, back]) {
    assert.deepEqual(await store.read(alpha, (r) => r.version('Patient', 'p1', version.version)), version)
  }
  assert.equal(await store.read(alpha, (r) => r.version('Patient', 'p1', 5)), undefined)
  assert.match(back.text!, /"versionId":"4"/)
})

test('what one carrier has, another does not see', async () => {
  const { store } = db
  await store.commit(alpha, put(patient('shared', 'Alpha'), 0))
  assert.equal(await store.read(beta, (r) => r.get('Patient', 'shared')), undefined)
  await store.commit(beta, put(patient('shared', 'Beta'), 0))
  assert.match((await store.read(alpha, (r) => r.get('Patient', 'shared')))!.text!, /Alpha/)
  assert.match((await store.read(beta, (r) => r.get('Patient', 'shared')))!.text!, /Beta/)
})

test('a wrong expectation is a conflict and rolls the whole transaction back', async () => {
  const { store } = db
  await store.commit(alpha, put(patient('c1', 'Eins'), 0))
  await assert.rejects(store.commit(alpha, put(patient('c1', 'Zwei'), 0)), code('store/version-conflict'))
  await assert.rejects(store.commit(alpha, put(patient('c2', 'Zwei'), 4)), code('store/version-conflict'))
  const changes: Change[] = [put(patient('c3', 'Drei'), 0), put(patient('c1', 'Vier'), 7)]
  await assert.rejects(store.write(alpha, (w) => w.apply(changes)), code('store/version-conflict'))
  assert.equal(await store.read(alpha, (r) => r.get('Patient', 'c3')), undefined)
})

test('one apply returns its rows in the order of its changes, also when a resource stands in it twice', async () => {
  const { store } = db
  const rows = await store.write(alpha, (w) => w.apply([
    put(patient('z', 'Zett'), 0), put(patient('a', 'Ah'), 0), put(patient('z', 'Zett-Neu'), 1), { kind: 'delete', type: 'Patient', id: 'never', expect: 'any' },
  ]))
  assert.deepEqual(rows.map((row) => [row.id, row.version]), [['z', 1], ['a', 1], ['z', 2], ['never', 0]])
  const many = await store.read(alpha, (r) => r.getMany([{ type: 'Patient', id: 'z' }, { type: 'Patient', id: 'a' }, { type: 'Patient', id: 'nobody' }]))
  assert.deepEqual([...many.keys()].sort(), ['Patient/a', 'Patient/z'])
})

test('writers that race for one resource are retried until each has had its turn', async () => {
  const { store } = db
  await store.commit(alpha, put(patient('race', 'Start'), 0))
  await Promise.all(Array.from({ length: 4 }, (_, i) => store.write(alpha, async (w) => {
    const current = (await w.get('Patient', 'race'))!
    await w.apply([put(patient('race', `Läufer ${i}`), current.version)])
  }, { retry: true })))
  assert.equal((await store.read(alpha, (r) => r.get('Patient', 'race')))!.version, 5)
})

test('a statement that fails without being waited for fails the commit', async () => {
  const { sql } = await import('@steckwerk/kernel')
  await assert.rejects(db.store.write(alpha, async (w) => {
    void w.query(sql`select 1 / ${0}::int`).catch(() => {})
    await w.apply([put(patient('unwaited', 'Niemals'), 0)]).catch(() => {})
  }), code('store/statement'))
  assert.equal(await db.store.read(alpha, (r) => r.get('Patient', 'unwaited')), undefined)
})
