import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { careAt, releaseTo, refusalTo, type Resource, type SearchQuery } from '@steckwerk/fhir'
import { Fault, sql, type Ctx, type View } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import type { Change } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
let db: TestStore

const ref = (to: string) => ({ reference: to })
const observation = (id: string, of: string, more: object = {}): Resource => ({ resourceType: 'Observation', id, status: 'final', code: { coding: [{ code: 'a' }] }, subject: ref(`Patient/${of}`), ...more })
const encounter = (id: string, of: string, more: object = {}): Resource => ({ resourceType: 'Encounter', id, status: 'in-progress', class: { code: 'IMP' }, subject: ref(`Patient/${of}`), serviceProvider: ref('Organization/ward'), ...more })
const consent = (id: string, of: string, type: 'permit' | 'deny', more: object = {}): Resource => ({
  resourceType: 'Consent', id, status: 'active', scope: {}, category: [], patient: ref(`Patient/${of}`),
  provision: { type, actor: [{ role: {}, reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }] }, ...more,
})

const own: View = { rules: [{ types: 'all', may: 'cruds', patients: [{ ids: ['p1'] }], where: [] }] }
const ward: View = { rules: [{ types: 'all', may: 'cruds', patients: [{ admitted: [careAt('Organization', 'ward')] }], where: [] }] }
const released: View = { rules: [{ types: 'all', may: 'rs', patients: [{ admitted: [releaseTo('beta', 'TREAT', '{type}'), releaseTo('beta', 'TREAT', '*')], refused: [refusalTo('beta', 'TREAT', '{type}'), refusalTo('beta', 'TREAT', '*')], first: true }], where: [] }] }
const seenBy = (view: View): Ctx => ({ ...alpha, now: new Date(), view })
const notInView = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'store/not-in-view' && thrown.kind === 'forbidden'
const remove = (type: string, id: string): Change => ({ kind: 'delete', type, id, expect: 'any' })
const current = (type: string, id: string) => db.store.read(alpha, (r) => r.get(type, id))
const query = (type: string): SearchQuery => ({ type, conditions: [], sort: [], count: 100, total: 'accurate', cursor: undefined, includes: [], summary: 'false', elements: undefined })
const seen = async (view: View, type: string): Promise<readonly string[]> => {
  const { rows, total } = await db.store.read(seenBy(view), (r) => r.search(query(type)))
  assert.equal(total, rows.length)
  return rows.map(({ id }) => id)
}

before(async () => {
  db = await testStore()
  await db.store.write(alpha, (w) => w.apply([...['p1', 'p2', 'p3'].flatMap((id) => [patient(id, id), observation(`b-${id}`, id)]), encounter('e2', 'p2')].map((resource) => put(resource))))
})
after(() => db[Symbol.asyncDispose]())

/** The same by commit, apply, and apply of a repeated transaction. */
const ways: readonly (readonly [string, (view: View, change: Change) => Promise<unknown>])[] = [
  ['committed', (view, change) => db.store.commit(seenBy(view), change)],
  ['applied', (view, change) => db.store.write(seenBy(view), (w) => w.apply([change]))],
  ['retried', (view, change) => db.store.write(seenBy(view), (w) => w.apply([change]), { retry: true })],
]

for (const [name, write] of ways) {
  test(`${name}: what is out of view can be neither changed nor deleted, nor made, nor moved there`, async () => {
    const before = await current('Observation', 'b-p2')
    for (const change of [
      put(observation('b-p2', 'p1')), put(observation('b-p2', 'p2', { status: 'amended' }), before!.version), put(observation('b-p2', 'p2', { status: 'amended' }), 99), put(JSON.parse(before!.text!) as Resource), remove('Observation', 'b-p2'),
      put(observation('new', 'p2')), put(observation('new', 'p2'), 0), put(observation('b-p1', 'p2')), put(patient('p9', 'new'), 0), put(patient('p2', 'other')), remove('Patient', 'p2'),
    ]) {
      await assert.rejects(write(own, change), notInView, JSON.stringify(change))
    }
    assert.deepEqual([await current('Observation', 'b-p2'), await current('Observation', 'new'), (await current('Observation', 'b-p1'))!.patient, await current('Patient', 'p9')], [before, undefined, await hashOf('p1'), undefined])
  })

  test(`${name}: what is in view can be made, changed and deleted`, async () => {
    await write(own, put(observation(`mine-${name}`, 'p1'), 0))
    await write(own, put(observation(`mine-${name}`, 'p1', { status: 'amended' }), 1))
    await write(own, put(patient('p1', 'Neu')))
    await write(own, remove('Observation', `mine-${name}`))
    assert.deepEqual([(await current('Observation', `mine-${name}`))!.version, (await current('Observation', `mine-${name}`))!.patient], [3, await hashOf('p1')])
    await write(own, put(observation(`mine-${name}`, 'p1'), 3))
  })
}

const hashOf = (id: string): Promise<bigint> => db.store.read(alpha, async (r) => r.patientHash(id))

test('letters: creating, updating and deleting are allowed apart', async () => {
  const may = (letters: string): View => ({ rules: [{ types: ['Observation'], may: letters, patients: [{ ids: ['p1'] }], where: [] }] })
  await assert.rejects(db.store.commit(seenBy(may('ruds')), put(observation('l1', 'p1'), 0)), notInView)
  await db.store.commit(seenBy(may('c')), put(observation('l1', 'p1'), 0))
  await assert.rejects(db.store.commit(seenBy(may('crds')), put(observation('l1', 'p1', { status: 'amended' }))), notInView)
  await db.store.commit(seenBy(may('u')), put(observation('l1', 'p1', { status: 'amended' })))
  await assert.rejects(db.store.commit(seenBy(may('crus')), remove('Observation', 'l1')), notInView)
  await db.store.commit(seenBy(may('d')), remove('Observation', 'l1'))
  await assert.rejects(db.store.commit(seenBy(may('cr')), put(observation('l1', 'p1'))), notInView)
  await assert.rejects(db.store.commit(seenBy({ rules: [] }), put(patient('l2', 'x'), 0)), notInView)
})

test('a query of a rule holds for what is written, too', async () => {
  const coded: View = { rules: [{ types: ['Observation'], may: 'cruds', patients: [], where: ['code=a'] }] }
  await db.store.commit(seenBy(coded), put(observation('q', 'p1'), 0))
  await assert.rejects(db.store.commit(seenBy(coded), put(observation('q', 'p1', { code: { coding: [{ code: 'b' }] } }))), notInView)
  await assert.rejects(db.store.commit(seenBy(coded), put({ ...observation('q2', 'p1'), code: { coding: [{ code: 'b' }] } }, 0)), notInView)
})

test('one that is refused fails no other of its group', async () => {
  const results = await Promise.allSettled([
    db.store.commit(seenBy(own), put(observation('g1', 'p1'), 0)), db.store.commit(seenBy(own), put(observation('g2', 'p2'), 0)), db.store.commit(seenBy(own), put(observation('b-p2', 'p1'))),
    db.store.commit(alpha, put(observation('g3', 'p2'), 0)), db.store.commit(seenBy(ward), put(observation('g4', 'p2'), 0)), db.store.commit(seenBy(ward), put(observation('g5', 'p1'), 0)),
  ])
  assert.deepEqual(results.map(({ status }) => status), ['fulfilled', 'rejected', 'rejected', 'fulfilled', 'fulfilled', 'rejected'])
  for (const result of results) if (result.status === 'rejected') assert.ok(notInView(result.reason))
  assert.deepEqual(await Promise.all(['g1', 'g2', 'g3', 'g4', 'g5'].map(async (id) => (await current('Observation', id)) !== undefined)), [true, false, true, true, false])
})

test('a treatment written beside admits to what it is of; reads within a transaction keep to the view', async () => {
  await db.store.write(seenBy(ward), async (w) => {
    assert.equal(await w.get('Patient', 'p3'), undefined)
    assert.deepEqual([...(await w.getMany([{ type: 'Patient', id: 'p2' }, { type: 'Patient', id: 'p3' }])).keys()], ['Patient/p2'])
    await w.apply([put(patient('p5', 'Neu'), 0)])
    await w.apply([put(encounter('e5', 'p5'), 0)])
    assert.deepEqual((await w.search(query('Patient'))).rows.map(({ id }) => id), ['p2', 'p5'])
  })
  assert.deepEqual(await seen(ward, 'Patient'), ['p2', 'p5'])
  await assert.rejects(db.store.write(seenBy(ward), (w) => w.apply([put(patient('p6', 'Neu'), 0), put(encounter('e6', 'p6', { status: 'cancelled' }), 0)])), notInView)
  assert.equal(await current('Patient', 'p6'), undefined)
})

test('a Consent, its refusal and its withdrawal are in force at the very next statement', async () => {
  const write = (resource: Resource): Promise<unknown> => db.store.commit(alpha, put(resource))
  const sees = async (): Promise<readonly string[]> => [...(await seen(released, 'Patient')), ...(await seen(released, 'Observation'))].filter((id) => id.endsWith('p2') || id.endsWith('p3'))
  assert.deepEqual(await sees(), [])
  await write(consent('c2', 'p2', 'permit'))
  assert.deepEqual(await sees(), ['p2', 'b-p2'])
  await write(consent('c3', 'p3', 'permit', { provision: { type: 'permit', actor: [{ reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }], class: [{ system: 'http://hl7.org/fhir/resource-types', code: 'Condition' }] } }))
  assert.deepEqual(await sees(), ['p2', 'p3', 'b-p2'])
  await write(consent('c2no', 'p2', 'deny'))
  assert.deepEqual(await sees(), ['p3'])
  await db.store.commit(alpha, remove('Consent', 'c2no'))
  assert.deepEqual(await sees(), ['p2', 'p3', 'b-p2'])
  await write(consent('c2', 'p2', 'permit', { status: 'inactive' }))
  assert.deepEqual(await sees(), ['p3'])
  await write(consent('c3', 'p2', 'permit'))
  assert.deepEqual(await sees(), ['p2', 'b-p2'])
  await db.store.write(alpha, async (w) => {
    await w.apply([remove('Consent', 'c3')])
    assert.equal((await w.query(sql`select 1 from st.permit where id = ${'c3'}`)).length, 0)
  })
  assert.deepEqual(await sees(), [])
  const left = await db.store.read(alpha, (r) => r.query<{ id: string }>(sql`select distinct id from st.permit where id like 'c%'`))
  assert.deepEqual(left, [])
})

test('an Encounter that is moved, cancelled or over takes its permits along', async () => {
  const later = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
  const sees = (): Promise<readonly string[]> => seen(ward, 'Patient')
  await db.store.commit(alpha, put(encounter('m', 'p3')))
  assert.ok((await sees()).includes('p3'))
  await db.store.commit(alpha, put(encounter('m', 'p1')))
  assert.ok((await sees()).includes('p1') && !(await sees()).includes('p3'))
  await db.store.commit(alpha, put(encounter('m', 'p1', { period: { end: later(-2) } })))
  assert.ok(!(await sees()).includes('p1'))
  await db.store.commit(alpha, put(encounter('m', 'p1', { period: { end: later(2) } })))
  assert.ok((await sees()).includes('p1'))
  await db.store.commit(alpha, put(encounter('m', 'p1', { status: 'cancelled' })))
  assert.ok(!(await sees()).includes('p1'))
})

