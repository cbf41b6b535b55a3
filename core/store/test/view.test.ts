import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { careAt, compartmentCondition, everybody, refusalTo, releaseTo, resourceTypes, type Condition, type Include, type Resource, type SearchQuery } from '@steckwerk/fhir'
import { bothViews, type Ctx, type PatientSet, type View, type Witnessed } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import type { HistoryQuery, Reader, Stored } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { Database } from '../src/connection/database.ts'
import { IndexHash } from '../src/search/index-hash.ts'
import { usualLimits, type Limits } from '../src/search/scope.ts'
import { Searcher } from '../src/search/searcher.ts'
import { readSecretsOf } from '../src/secrets.ts'
import { Sights } from '../src/view/sights.ts'
import { naiveSearch, type Held } from './naive-search.ts'
import { NaiveView, patientsOf, type HeldVersion } from './naive-view.ts'
import { region } from './region.ts'
import { put } from './resources.ts'

const alpha = testCtx(1, 'alpha')
const beta = testCtx(2, 'beta')
const now = Date.UTC(2026, 5, 1)
const patients = 14
/** All versions of each resource, by key, oldest first. */
const versions = new Map<string, HeldVersion[]>()
const held: Held[] = []
let db: TestStore
let database: Database
let hash: IndexHash
let cursorKey: Uint8Array

const ref = (to: string) => ({ reference: to })
const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id!}`

/** Treatments at departments, some over; releases and refusals of several forms; what belongs to several Patients, and what points to one otherwise. */
function marked(): Resource[] {
  const all: Resource[] = []
  const reason = (code: string) => [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code }]
  const actor = [{ role: { coding: [{ code: 'IRCP' }] }, reference: { identifier: { system: 'urn:steckwerk:carrier', value: 'beta' } } }]
  for (let i = 0; i < patients; i++) {
    all.push({ resourceType: 'Encounter', id: `x${i}`, status: i === 4 ? 'cancelled' : 'in-progress', class: { code: 'IMP' }, subject: ref(`Patient/p${i}`), serviceProvider: ref(`Organization/g${i % 3}`),
      period: { start: '2026-01-01', ...(i % 2 === 0 ? {} : { end: i % 4 === 1 ? '2026-05-20' : '2026-03-01' }) } })
    const observations = [{ system: 'http://hl7.org/fhir/resource-types', code: 'Observation' }]
    const provision = [
      { type: 'permit', actor }, { type: 'permit', actor, class: observations }, { type: 'permit', actor, provision: [{ type: 'deny', class: observations }] },
      { type: 'permit', actor, period: { end: '2026-05-31' } }, { type: 'deny', provision: [{ type: 'permit', actor, purpose: reason('COC') }, { type: 'permit', actor, purpose: reason('TREAT'), class: observations }] },
    ][i % 6]
    if (provision !== undefined) all.push({ resourceType: 'Consent', id: `c${i}`, status: 'active', scope: {}, category: [], patient: ref(`Patient/p${i}`), provision })
  }
  all.push({ resourceType: 'Consent', id: 'no', status: 'active', scope: {}, category: [], patient: ref('Patient/p6'), provision: { type: 'deny', actor } })
  for (let i = 0; i < 5; i++) all.push({ resourceType: 'Observation', id: `by${i}`, status: 'final', code: { coding: [{ code: 'a' }] }, subject: ref(`Patient/p${i + 3}`), performer: [ref(`Patient/p${i}`)] })
  all.push({ resourceType: 'Patient', id: 'linked', link: [{ other: ref('Patient/p1'), type: 'seealso' }], managingOrganization: ref('Organization/g2') })
  all.push({ resourceType: 'Group', id: 'all', type: 'person', actual: true, member: [{ entity: ref('Patient/p1') }, { entity: ref('Patient/p2') }] })
  return all
}

async function apply(resources: readonly Resource[], deleted: readonly string[] = []): Promise<void> {
  const changes = [...resources.map((resource) => put(resource)), ...deleted.map((key) => ({ kind: 'delete' as const, type: key.split('/')[0]!, id: key.split('/')[1]!, expect: 'any' as const }))]
  const stored = await db.store.write(alpha, (w) => w.apply(changes))
  stored.forEach((row, i) => {
    const key = `${row.type}/${row.id}`
    const of = versions.get(key) ?? []
    const resource = resources[i] ?? of.at(-1)!.resource
    if (of.at(-1)?.version !== row.version) versions.set(key, [...of, { resource, lastUpdated: row.lastUpdated, version: row.version, deleted: row.text === undefined }])
  })
}

before(async () => {
  db = await testStore()
  const all = [...region(patients), ...marked()]
  await apply(all)
  await db.store.write(beta, (w) => w.apply(all.map((resource) => put(resource))))
  // Moved to another Patient, back and forth, and to several; updated in place; deleted, also of several.
  const moved = (id: string, to: string): Resource => ({ resourceType: 'Observation', id, status: 'final', code: { coding: [{ code: 'c' }] }, subject: ref(to) })
  await apply([moved('o1-0', 'Patient/p1'), moved('o2-0', 'Patient/p2'), moved('o3-0', 'Patient/p3'), moved('o4-0', 'Patient/p0')])
  await apply([moved('o1-0', 'Patient/p2'), moved('o2-0', 'Patient/p1'), { ...moved('o3-0', 'Patient/p3'), status: 'amended' }, { resourceType: 'Appointment', id: 'a1', status: 'booked', participant: [{ status: 'accepted', actor: ref('Patient/p1') }] }])
  await apply([moved('o1-0', 'Patient/p1')], ['Observation/o4-0', 'Appointment/a2', 'Observation/o5-1', 'Encounter/x5', 'Patient/p9'])
  for (const of of versions.values()) if (!of.at(-1)!.deleted) held.push(of.at(-1)!)
  database = new Database({ url: db.hubUrl, log: silentLog })
  const secrets = await readSecretsOf(async (text) => (await database.plain({ text })).rows)
  hash = new IndexHash(secrets.hashKey)
  cursorKey = secrets.cursorKey
})
after(async () => {
  await database.close()
  await db[Symbol.asyncDispose]()
})

const shared = { types: ['Organization', 'Location'], may: 'rs', patients: [], where: [] }
const rules = (patients: readonly PatientSet[], more: Partial<View['rules'][number]> = {}): View => ({ rules: [{ types: 'all', may: 'rs', patients, where: [], ...more }, shared] })
const own = rules([{ ids: ['p1'] }])
const care = rules([{ admitted: [careAt('Organization', 'g1'), careAt('Organization', 'g2')] }])
const keys = (key: typeof releaseTo, why: 'TREAT' | 'COC') => [key('beta', why, '{type}'), key('beta', why, '*')]
const release = (why: 'TREAT' | 'COC'): PatientSet => ({ admitted: keys(releaseTo, why), refused: [...keys(refusalTo, why), refusalTo(everybody, why, '*')], first: true })

const views: Readonly<Record<string, View>> = {
  'one’s own': own,
  'those of a family': rules([{ ids: ['p1', 'p2', 'p9', 'none'] }]),
  'in treatment': care,
  'in treatment till lately': rules([{ admitted: [careAt('Organization', 'g1')], endedAfter: Date.UTC(2026, 4, 1) }]),
  released: rules([release('TREAT')]),
  'released for referral': rules([release('COC')]),
  'released, but one’s own too': { rules: [...rules([release('TREAT')]).rules, ...rules([{ ids: ['p7'] }]).rules] },
  'own or in treatment as one set': rules([{ ids: ['p0'], admitted: [careAt('Organization', 'g1')] }]),
  'named, unless refused': rules([{ ids: ['p0', 'p2', 'p6'], refused: keys(refusalTo, 'TREAT') }]),
  'in treatment and one’s own': bothViews(care, own),
  'released, and a client for one Patient': bothViews(rules([release('TREAT')]), rules([{ ids: ['p0'] }], { types: ['Patient', 'Observation'] })),
  'of a code': rules([{ ids: ['p1', 'p2'] }], { where: ['code=a'] }),
  'of a code, of whomever': { rules: [{ types: ['Observation'], may: 'rs', patients: [], where: ['code=a,b', 'status=final'] }] },
  'linked by a query': { rules: [{ types: ['Observation'], may: 'rs', patients: [], where: ['patient.gender=female'] }, { types: ['Patient'], may: 'rs', patients: [], where: [] }] },
  'of some types': rules([], { types: ['Patient', 'Observation'] }),
  'what a type cannot be asked': { rules: [{ types: 'all', may: 'rs', patients: [], where: ['gender=male'] }, { types: ['Patient'], may: 'rs', patients: [], where: ['_count=5'] }] },
  'reading only': rules([{ ids: ['p1'] }], { may: 'r' }),
  everything: rules([]),
  nothing: { rules: [] },
  'a set of nobody': rules([{}]),
}

const query = (type: string, conditions: readonly Condition[], more: Partial<SearchQuery> = {}): SearchQuery =>
  ({ type, conditions, sort: [], count: 7, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...more })
const token = (param: string, code: string, negate = false): Condition => ({ kind: 'token', param, negate, values: [{ system: undefined, code }] })
const of = (id: string): Condition => ({ kind: 'reference', param: 'patient', values: [{ type: 'Patient', id, url: undefined }] })
const female: Condition = token('gender', 'female')
const byDate = { sort: [{ param: 'date', descending: true }] }

const queries: readonly SearchQuery[] = [
  query('Patient', []), query('Patient', [female], { sort: [{ param: 'birthdate', descending: false }] }), query('Patient', [{ kind: 'id', values: ['p1', 'p2', 'p6', 'linked'] }]),
  query('Observation', []), query('Observation', [], byDate), query('Observation', [token('code', 'a')], byDate), query('Observation', [token('status', 'final', true)]), query('Observation', [of('p1')], byDate), query('Observation', [of('p2')]),
  query('Observation', [{ kind: 'any', of: [[of('p1')], [token('code', 'b')]] }]), query('Observation', [{ kind: 'missing', param: 'subject', missing: true }]),
  query('Encounter', [of('p3')], byDate), query('Encounter', [token('class', 'IMP')], { sort: [{ param: '_lastUpdated', descending: true }] }), query('Appointment', []), query('Appointment', [of('p1')]), query('Location', []), query('Consent', []), query('Group', []), query('RiskAssessment', []),
  query('Observation', [{ kind: 'chain', param: 'patient', target: 'Patient', conditions: [female] }]), query('Observation', [{ kind: 'chain', param: 'performer', target: 'Patient', conditions: [] }]),
  query('Observation', [{ kind: 'chain', param: 'encounter', target: 'Encounter', conditions: [{ kind: 'chain', param: 'subject', target: 'Patient', conditions: [female] }] }]),
  query('Encounter', [{ kind: 'chain', param: 'location', target: 'Location', conditions: [token('status', 'active')] }]),
  query('Patient', [{ kind: 'has', source: 'Observation', param: 'patient', conditions: [token('code', 'b')] }]), query('Patient', [{ kind: 'has', source: 'Encounter', param: 'subject', conditions: [{ kind: 'has', source: 'Observation', param: 'encounter', conditions: [token('code', 'a')] }] }]),
  query('Location', [{ kind: 'has', source: 'Encounter', param: 'location', conditions: [token('status', 'finished')] }]), query('Organization', [{ kind: 'has', source: 'Encounter', param: 'service-provider', conditions: [] }]),
  query('Organization', [{ kind: 'has', source: 'Patient', param: 'organization', conditions: [female] }], { sort: [{ param: 'name', descending: false }] }), query('Observation', [{ kind: 'any', of: [[{ kind: 'chain', param: 'patient', target: 'Patient', conditions: [female] }], [token('code', 'c')]] }]),
]

const ways: readonly (readonly [string, Limits])[] = [
  ['by rare conditions', usualLimits],
  ['by walks', { ...usualLimits, frequent: 5, few: 0, targets: 3, wideCount: 4 }],
]

const seenBy = (view: View): Ctx => ({ ...alpha, now: new Date(now), view })
const read = <T>(view: View, work: (reader: Reader) => Promise<T>): Promise<T> => db.store.read(seenBy(view), work)
const names = (rows: readonly { type: string; id: string }[]): string[] => rows.map(({ type, id }) => `${type}/${id}`).toSorted()

for (const [name, view] of Object.entries(views)) {
  describe(`in a view of ${name}`, () => {
    let naive: NaiveView
    let searched: Held[]
    before(() => {
      naive = new NaiveView(held, view, now)
      searched = naive.rows('s')
    })

    for (const [way, limits] of ways) {
      test(`every search, ${way}, finds and counts what is in view`, async () => {
        const searcher = new Searcher(hash, cursorKey, limits)
        const runner = database.reading(alpha.tenant)
        for (const asked of queries) {
          const sight = new Sights(hash).of(seenBy(view))!
          const expected = naiveSearch(searched, asked)
          const found: string[] = []
          let cursor: string | undefined
          do {
            const page = await searcher.search(alpha.tenant, runner, { ...asked, cursor }, sight)
            found.push(...page.rows.map((row) => row.id))
            cursor = page.next
          } while (cursor !== undefined)
          assert.deepEqual(found, expected, JSON.stringify(asked))
          const counted = await searcher.search(alpha.tenant, runner, { ...asked, summary: 'count', total: 'accurate' }, sight)
          assert.equal(counted.total, expected.length, JSON.stringify(asked))
        }
      })
    }

    test('what a search brings along is in view', async () => {
      const include = (source: string, param: string, reverse = false, iterate = false): Include => ({ reverse, iterate, source, param, target: undefined })
      const inView = new Set(searched.map(({ resource }) => keyOf(resource)))
      for (const [type, includes] of [
        ['Observation', [include('Observation', '*'), include('Encounter', 'location', false, true)]], ['Patient', [include('Observation', 'patient', true), include('Encounter', 'subject', true), include('Observation', 'performer', true)]],
        ['Location', [include('Encounter', 'location', true), include('Encounter', 'subject', false, true), include('Observation', 'subject', true, true)]],
      ] as const) {
        const all = await db.store.read(alpha, (r) => r.search(query(type, [], { count: 1000, includes })))
        const some = await read(view, (r) => r.search(query(type, [], { count: 1000, includes })))
        assert.ok([...some.rows, ...some.included].every((row) => inView.has(`${row.type}/${row.id}`)))
        // Whatever is in view and one step away from what is found.
        const direct = await read(view, (r) => r.search(query(type, [], { count: 1000, includes: includes.filter((one) => !one.iterate) })))
        const reached = await db.store.read(alpha, (r) => r.search(query(type, [{ kind: 'id', values: direct.rows.map((row) => row.id) }], { count: 1000, includes: includes.filter((one) => !one.iterate) })))
        assert.deepEqual(names(direct.included), names(reached.included).filter((key) => inView.has(key)))
        assert.ok(all.rows.length >= some.rows.length)
      }
    })

    test('reads by key, versions and histories show what is in view', async () => {
      const all = (letter: string): HeldVersion[] => [...versions.values()].flatMap((of) => of.filter((one) => naive.shows(letter, of.at(-1)!, one)))
      const known: Readonly<Record<string, readonly HeldVersion[]>> = { r: all('r'), s: all('s') }
      const shown = (letter: string): readonly HeldVersion[] => known[letter]!
      const mark = (one: HeldVersion): string => `${keyOf(one.resource)}/${one.version}${one.deleted ? ' gone' : ''}`
      const told = (row: Stored): string => `${row.type}/${row.id}/${row.version}${row.text === undefined ? ' gone' : ''}`
      const current = [...versions.values()].filter((of) => naive.shows('r', of.at(-1)!, of.at(-1)!)).map((of) => of.at(-1)!)
      const keys = [...versions.values()].map(([first]) => ({ type: first!.resource.resourceType, id: first!.resource.id! }))
      await read(view, async (r) => {
        assert.deepEqual([...(await r.getMany([...keys, { type: 'Patient', id: 'none' }])).values()].map(told).toSorted(), current.map(mark).toSorted())
        assert.deepEqual([...(await r.visible([...keys, { type: 'Patient', id: 'none' }]))].toSorted(), current.map(({ resource }) => keyOf(resource)).toSorted())
        const got = await Promise.all(keys.map(({ type, id }) => r.get(type, id)))
        assert.deepEqual(got.flatMap((row) => (row === undefined ? [] : [told(row)])).toSorted(), current.map(mark).toSorted())
        const each = await Promise.all([...versions.values()].flat().map((one) => r.version(one.resource.resourceType, one.resource.id!, one.version)))
        assert.deepEqual(each.flatMap((row) => (row === undefined ? [] : [told(row)])).toSorted(), shown('r').map(mark).toSorted())
        const changed = keys.filter(({ type, id }) => versions.get(`${type}/${id}`)!.length > 1)
        const instances = await Promise.all(changed.map((key) => pages(r, key)))
        assert.deepEqual(instances.flat().map(told).toSorted(), shown('r').filter(({ resource }) => versions.get(keyOf(resource))!.length > 1).map(mark).toSorted())
        for (const type of ['Observation', 'Patient', 'Organization', 'Encounter']) {
          assert.deepEqual((await pages(r, { type })).map(told).toSorted(), shown('s').filter(({ resource }) => resource.resourceType === type).map(mark).toSorted(), type)
        }
        const system = await pages(r, { type: undefined }, 40)
        assert.deepEqual(system.map(told).toSorted(), shown('s').map(mark).toSorted())
        assert.ok(system.every((row, i) => i === 0 || system[i - 1]!.lastUpdated >= row.lastUpdated))
        const at = versions.get('Observation/o1-0')![1]!.lastUpdated
        const then = await pages(r, { type: 'Observation', at: { low: at, high: at } }, 50)
        const inForce = shown('s').filter((one) => one.resource.resourceType === 'Observation' && one.lastUpdated <= at && !one.deleted && (versions.get(keyOf(one.resource))!.find(({ version }) => version === one.version + 1)?.lastUpdated ?? Infinity) > at)
        assert.deepEqual(then.map(told).toSorted(), inForce.map(mark).toSorted())
      })
    })

    test('compartments and mentions', async () => {
      const first = view.rules.some((rule) => rule.patients.some((set) => set.first))
      for (let i = 0; i < patients; i++) {
        const visible = !first || naive.rows('r').some(({ resource }) => keyOf(resource) === `Patient/p${i}`)
        const belongs = (type: string): readonly string[] => naiveSearch(searched, query(type, [compartmentCondition('Patient', `p${i}`, type) ?? { kind: 'any', of: [] }])).map((id) => `${type}/${id}`)
        const expected = visible ? [...new Set(searched.map(({ resource }) => resource.resourceType))].flatMap(belongs).toSorted() : []
        const found: Stored[] = []
        let cursor: string | undefined
        do {
          const page = await read(view, (r) => r.compartment({ compartment: 'Patient', id: `p${i}`, types: undefined, since: undefined, count: 5, cursor }))
          found.push(...page.rows)
          cursor = page.next
        } while (cursor !== undefined)
        assert.deepEqual(names(found), expected)
        const mentions = searched.filter(({ resource }) => JSON.stringify(resource).includes(`"Patient/p${i}"`)).map(({ resource }) => keyOf(resource))
        assert.deepEqual(names(await read(view, (r) => r.mentioning(`p${i}`))), visible ? mentions.toSorted() : [])
      }
    })

    test('whatever is handed out is told to the witness, with its Patient', async () => {
      const saw: Witnessed[] = []
      await db.store.read({ ...seenBy(view), witness: { saw: (row) => void saw.push(row) } }, async (r) => {
        const rows: Stored[] = []
        const includes: Include[] = [{ reverse: true, iterate: false, source: 'Observation', param: 'patient', target: undefined }]
        const found = await r.search(query('Patient', [], { includes, count: 100 }))
        rows.push(...found.rows, ...found.included, ...(await r.history({ type: 'Appointment', count: 100 })).rows, ...(await r.getMany([{ type: 'Patient', id: 'p1' }])).values(), ...(await r.mentioning('p2')))
        for (const one of [await r.get('Observation', 'o1-0'), await r.version('Observation', 'o1-0', 2)]) if (one !== undefined) rows.push(one)
        rows.push(...(await r.compartment({ compartment: 'Patient', id: 'p1', types: undefined, since: undefined, count: 100, cursor: undefined })).rows)
        await r.visible([{ type: 'Patient', id: 'p1' }])
        await r.explain(query('Patient', []))
        assert.deepEqual(saw, rows)
        for (const row of rows) {
          const { resource } = versions.get(`${row.type}/${row.id}`)!.find(({ version }) => version === row.version)!
          const [patient, other] = patientsOf(resource)
          assert.equal(row.patient, patient === undefined ? undefined : other === undefined ? r.patientHash(patient) : 0n, `${row.type}/${row.id}`)
        }
      })
    })
  })
}

async function pages(r: Reader, asked: Omit<HistoryQuery, 'count'>, count = 3): Promise<Stored[]> {
  const found: Stored[] = []
  let cursor: string | undefined
  do {
    const page = await r.history({ ...asked, count, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return found
}

test('the table of views tells them apart', () => {
  const sizes = Object.entries(views).map(([name, view]) => [name, new NaiveView(held, view, now).rows('s').length] as const)
  for (const [name, size] of sizes) assert.ok(['reading only', 'nothing', 'a set of nobody', 'what a type cannot be asked'].includes(name) || (size > 0 && (name === 'everything' || size < held.length)), `${name}: ${size}`)
  assert.equal(new NaiveView(held, views['everything']!, now).rows('s').length, held.length)
  assert.ok(resourceTypes.length > 100)
})

test('an explanation under a view tells no figures of what is outside', async () => {
  const told = await read(views['released']!, (r) => r.explain(query('Observation', [token('code', 'a')])))
  assert.ok(told.statements.length > 0 && told.statements.every(({ plan, ms }) => plan.length === 0 && ms === 0) && told.drivers.every(({ candidates }) => candidates === undefined))
})

test('a cursor of one view gives under another only what that one shows', async () => {
  const first = await read(views['everything']!, (r) => r.search(query('Observation', [], { count: 2 })))
  const next = await read(own, (r) => r.search(query('Observation', [], { count: 100, cursor: first.next })))
  const mine = new Set(naiveSearch(new NaiveView(held, own, now).rows('s'), query('Observation', [])))
  assert.ok(next.rows.length > 0 && next.rows.every((row) => mine.has(row.id)))
})
