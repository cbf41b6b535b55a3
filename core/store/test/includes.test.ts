import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Include, Resource, SearchQuery } from '@steckwerk/fhir'
import { testCtx } from '@steckwerk/kernel/testing'
import type { SearchResult } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { patient, put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
let db: TestStore

const reference = (to: string) => ({ reference: to })
const organization = (id: string, partOf?: string): Resource => ({ resourceType: 'Organization', id, name: id, ...(partOf === undefined ? {} : { partOf: reference(`Organization/${partOf}`) }) })
const observation = (id: string, more: object): Resource => ({ resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, ...more })

before(async () => {
  db = await testStore()
  const resources: Resource[] = [
    organization('o3', 'o2'), organization('o2', 'o1'), organization('o1', 'o3'),
    organization('gone'),
    patient('p1', 'Eins', { managingOrganization: reference('Organization/o3') }),
    patient('p2', 'Zwei', { managingOrganization: reference('Organization/gone'), link: [{ other: reference('Patient/p1'), type: 'seealso' }] }),
    patient('p3', 'Drei', { managingOrganization: reference('https://elsewhere.example.org/fhir/Organization/o1') }),
    { resourceType: 'Practitioner', id: 'd1' },
    { resourceType: 'Encounter', id: 'e1', status: 'planned', class: { code: 'AMB' }, subject: reference('Patient/p1/_history/1') },
    observation('b1', { subject: reference('Patient/p1'), encounter: reference('Encounter/e1'), performer: [reference('Practitioner/d1'), reference('Organization/o1')] }),
    observation('b2', { subject: reference('Patient/p2'), hasMember: [reference('Observation/b1')] }),
    observation('b3', { subject: reference('Patient/missing'), hasMember: [reference('Observation/b2')] }),
    { resourceType: 'Provenance', id: 'v1', target: [reference('Observation/b1'), reference('Patient/p2')], recorded: '2026-01-01T00:00:00Z', agent: [{ who: reference('Practitioner/d1') }] },
  ]
  await db.store.write(alpha, (w) => w.apply(resources.map((resource) => put(resource))))
  await db.store.write(beta, (w) => w.apply(resources.map((resource) => put(resource))))
  await db.store.commit(alpha, { kind: 'delete', type: 'Organization', id: 'gone', expect: 1 })
})
after(() => db[Symbol.asyncDispose]())

/** `Source:param[:Target]`, with `rev ` and `iterate ` before. */
function include(text: string): Include {
  const words = text.split(' ')
  const [source, param, target] = words.at(-1)!.split(':')
  return { reverse: words.includes('rev'), iterate: words.includes('iterate'), source: source!, param: param!, target }
}

const search = (type: string, ids: readonly string[], includes: readonly string[], more: Partial<SearchQuery> = {}): Promise<SearchResult> =>
  db.store.read(alpha, (r) => r.search({
    type, conditions: [{ kind: 'id', values: ids }], sort: [], count: 100, total: 'none', cursor: undefined, includes: includes.map(include), summary: 'false', elements: undefined, ...more,
  }))

const cases: readonly (readonly [type: string, ids: readonly string[], includes: readonly string[], included: readonly string[]])[] = [
  ['Patient', ['p1'], ['Patient:organization'], ['Organization/o3']],
  ['Patient', ['p2', 'p3'], ['Patient:organization'], []],
  ['Observation', ['b1'], ['Observation:performer'], ['Organization/o1', 'Practitioner/d1']],
  ['Observation', ['b1'], ['Observation:performer:Practitioner'], ['Practitioner/d1']],
  ['Observation', ['b1'], ['Observation:*'], ['Encounter/e1', 'Organization/o1', 'Patient/p1', 'Practitioner/d1']],
  ['Observation', ['b1'], ['Observation:*:Patient'], ['Patient/p1']],
  ['Observation', ['b1', 'b2'], ['Observation:has-member'], []],
  ['Observation', ['b2'], ['Observation:has-member', 'Observation:patient'], ['Observation/b1', 'Patient/p2']],
  ['Observation', ['b3'], ['Observation:subject'], []],
  ['Encounter', ['e1'], ['Encounter:subject'], ['Patient/p1']],
  ['Patient', ['p1'], ['Patient:organization', 'iterate Organization:partof'], ['Organization/o1', 'Organization/o2', 'Organization/o3']],
  ['Patient', ['p1'], ['iterate Patient:organization', 'Organization:partof'], ['Organization/o3']],
  ['Organization', ['o1'], ['iterate Organization:partof'], ['Organization/o2', 'Organization/o3']],
  ['Patient', ['p1'], ['rev Observation:subject'], ['Observation/b1']],
  ['Patient', ['p1'], ['rev Observation:patient', 'rev Encounter:patient', 'rev Patient:link'], ['Encounter/e1', 'Observation/b1', 'Patient/p2']],
  ['Patient', ['p1', 'p2'], ['rev Patient:link', 'rev Observation:*'], ['Observation/b1', 'Observation/b2']],
  ['Observation', ['b1'], ['rev iterate Observation:has-member'], ['Observation/b2', 'Observation/b3']],
  ['Observation', ['b1'], ['rev Observation:has-member', 'rev iterate Provenance:target', 'iterate Observation:subject'], ['Observation/b2', 'Patient/p1', 'Patient/p2', 'Provenance/v1']],
  ['Patient', ['p1'], ['rev Observation:performer'], []],
  ['Patient', ['p1'], ['rev Provenance:target:Observation'], []],
  ['Patient', ['none'], ['rev Observation:subject'], []],
]

for (const [type, ids, includes, wanted] of cases) {
  test(`${type} ${ids.join(', ')} with ${includes.join(', ')}`, async () => {
    const { rows, included, includedCut } = await search(type, ids, includes)
    assert.deepEqual(included.map((row) => `${row.type}/${row.id}`).toSorted(), wanted)
    assert.ok(included.every((row) => row.text !== undefined) && rows.every((row) => row.type === type))
    assert.equal(includedCut, false)
  })
}

test('what an update has pointed elsewhere is not brought along, and a page brings its own only', async () => {
  await db.store.commit(alpha, put(observation('b1', { subject: reference('Patient/p3') })))
  assert.deepEqual((await search('Patient', ['p1'], ['rev Observation:subject'])).included, [])
  const first = await search('Patient', ['p1', 'p2', 'p3'], ['rev Observation:subject'], { count: 2 })
  assert.deepEqual(first.included.map((row) => row.id), ['b2'])
  const second = await search('Patient', ['p1', 'p2', 'p3'], ['rev Observation:subject'], { count: 2, cursor: first.next })
  assert.deepEqual(second.included.map((row) => row.id), ['b1'])
  assert.deepEqual((await search('Patient', ['p1'], ['rev Observation:subject'], { summary: 'count' })).included, [])
})

test('no more than a thousand are brought along, and the answer says so', async () => {
  const { store } = db
  const children = Array.from({ length: 1_010 }, (_, i) => put(organization(`child${i}`, 'parent')))
  await store.write(alpha, (w) => w.apply([put(organization('parent')), ...children.slice(0, 1_000)]))
  const whole = await search('Organization', ['parent'], ['rev Organization:partof'])
  assert.deepEqual([whole.included.length, whole.includedCut], [1_000, false])
  await store.write(alpha, (w) => w.apply(children.slice(1_000)))
  const cut = await search('Organization', ['parent'], ['rev iterate Organization:partof', 'iterate Organization:partof'])
  assert.deepEqual([new Set(cut.included.map((row) => row.id)).size, cut.includedCut], [1_000, true])
  const members = Array.from({ length: 1_010 }, (_, i) => reference(`Organization/child${i}`))
  await store.commit(alpha, put({ resourceType: 'Group', id: 'all', type: 'person', actual: true, characteristic: [], member: [{ entity: reference('Patient/p1') }] }))
  await store.commit(alpha, put({ resourceType: 'List', id: 'all', status: 'current', mode: 'working', entry: members.map((item) => ({ item })) }))
  const listed = await search('List', ['all'], ['List:item'])
  assert.deepEqual([listed.included.length, listed.includedCut], [1_000, true])
})
