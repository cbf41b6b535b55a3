import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import type { CompartmentQuery, Stored } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const code = (expected: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === expected
const reference = (to: string) => ({ reference: to })
let db: TestStore
let last: Stored

before(async () => {
  db = await testStore()
  const resources: Resource[] = [
    patient('p1', 'Eins', { link: [{ other: reference('Patient/p1'), type: 'seealso' }] }),
    patient('p2', 'Zwei', { link: [{ other: reference('Patient/p1'), type: 'seealso' }] }),
    patient('p3', 'Drei'),
    { resourceType: 'Practitioner', id: 'd1' },
    { resourceType: 'Encounter', id: 'e1', status: 'planned', class: { code: 'AMB' }, subject: reference('Patient/p1') },
    { resourceType: 'Encounter', id: 'e2', status: 'planned', class: { code: 'AMB' }, subject: reference('Patient/p2') },
    ...Array.from({ length: 9 }, (_, i): Resource => ({ resourceType: 'Observation', id: `b${i}`, status: 'final', code: { text: 'x' }, subject: reference(`Patient/p${1 + (i % 2)}`), encounter: reference('Encounter/e1') })),
    { resourceType: 'Observation', id: 'by', status: 'final', code: { text: 'x' }, subject: reference('Patient/p2'), performer: [reference('Patient/p1')] },
    { resourceType: 'Group', id: 'g1', type: 'person', actual: true, member: [{ entity: reference('Patient/p3') }, { entity: reference('Patient/p1') }] },
    { resourceType: 'Location', id: 'l1', name: 'Station 1' },
  ]
  await db.store.write(alpha, (w) => w.apply(resources.map((resource) => put(resource))))
  await db.store.write(beta, (w) => w.apply([put(patient('p1', 'Fremd'))]))
  last = await db.store.commit(alpha, put({ resourceType: 'Observation', id: 'new', status: 'final', code: { text: 'x' }, subject: reference('Patient/p1') }))
})
after(() => db[Symbol.asyncDispose]())

/** All pages, as `Type/id`. */
async function all(query: Partial<CompartmentQuery> & { id: string }, ctx = alpha): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await db.store.read(ctx, (r) => r.compartment({ compartment: 'Patient', types: undefined, since: undefined, count: 3, cursor, ...query }))
    assert.ok(page.rows.length <= 3)
    found.push(...page.rows.map((row) => `${row.type}/${row.id}`))
    cursor = page.next
  } while (cursor !== undefined)
  assert.equal(new Set(found).size, found.length)
  return found.toSorted()
}

const observations = ['Observation/b0', 'Observation/b2', 'Observation/b4', 'Observation/b6', 'Observation/b8', 'Observation/by', 'Observation/new']

test('everything that refers to a Patient by a parameter of the compartment, over all types, and the Patient itself', async () => {
  assert.deepEqual(await all({ id: 'p1' }), ['Encounter/e1', 'Group/g1', ...observations, 'Patient/p1', 'Patient/p2'])
  assert.deepEqual(await all({ id: 'p3' }), ['Group/g1', 'Patient/p3'])
  assert.deepEqual(await all({ id: 'nobody' }), [])
  assert.deepEqual(await all({ id: 'p1' }, beta), ['Patient/p1'])
})

test('of some types, and since an instant', async () => {
  assert.deepEqual(await all({ id: 'p1', types: ['Observation'] }), observations)
  assert.deepEqual(await all({ id: 'p1', types: ['Patient', 'Encounter', 'Location'] }), ['Encounter/e1', 'Patient/p1', 'Patient/p2'])
  assert.deepEqual(await all({ id: 'p1', types: ['Location'] }), [])
  assert.deepEqual(await all({ id: 'p1', since: last.lastUpdated }), ['Observation/new'])
  assert.deepEqual(await all({ id: 'p1', since: last.lastUpdated + 1 }), [])
})

test("an Encounter's compartment, and what is deleted or moved leaves it", async () => {
  const held = Array.from({ length: 9 }, (_, i) => `Observation/b${i}`)
  assert.deepEqual(await all({ compartment: 'Encounter', id: 'e1' }), ['Encounter/e1', ...held])
  await db.store.commit(alpha, { kind: 'delete', type: 'Observation', id: 'b0', expect: 'any' })
  await db.store.commit(alpha, { kind: 'delete', type: 'Encounter', id: 'e2', expect: 'any' })
  await db.store.commit(alpha, put({ resourceType: 'Observation', id: 'b1', status: 'final', code: { text: 'x' }, encounter: reference('Encounter/e2') }))
  assert.deepEqual(await all({ compartment: 'Encounter', id: 'e1' }), ['Encounter/e1', ...held.slice(2)])
  assert.deepEqual(await all({ compartment: 'Encounter', id: 'e2' }), ['Observation/b1'])
})

test('a cursor is good for its own compartment only', async () => {
  const ask = (id: string, cursor?: string) => db.store.read(alpha, (r) => r.compartment({ compartment: 'Patient', id, types: undefined, since: undefined, count: 1, cursor }))
  const { next } = await ask('p1')
  await assert.rejects(ask('p2', next), code('store/bad-cursor'))
  await assert.rejects(ask('p1', 'x'), code('store/bad-cursor'))
})
