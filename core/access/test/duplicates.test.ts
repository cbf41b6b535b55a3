import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Ctx } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import type { Access, Pair } from '@steckwerk/access'
import { faultCode, setting, type Setting } from './setting.ts'

interface Traits {
  readonly family?: string
  readonly given?: string
  readonly born?: string
  readonly street?: string
  readonly kvnr?: string
}

function patient(id: string, { family = 'Przybylski', given = 'Erika', born = '1970-03-12', street = 'Ringweg 1', kvnr }: Traits = {}): Resource {
  return {
    resourceType: 'Patient', id, active: true,
    identifier: [{ system: 'urn:mr', value: id }, ...(kvnr === undefined ? [] : [{ system: 'http://fhir.de/sid/gkv/kvid-10', value: kvnr }])],
    name: [{ use: 'official', family, given: [given] }], gender: 'female', birthDate: born,
    address: [{ line: [street], postalCode: '10115', city: 'Berlin' }],
  }
}

const encounter = (id: string, subject: string): Resource => ({
  resourceType: 'Encounter', id, status: 'in-progress', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${subject}` },
})

interface Region extends AsyncDisposable {
  readonly setting: Setting
  readonly access: Access
  readonly ctx: Ctx
  put(resource: Resource, ctx?: Ctx): Promise<void>
  read(type: string, id: string): Promise<Resource>
  /** One run of the job; whether there was anything to do. */
  turn(): Promise<boolean>
  /** Runs the job until there is nothing to do. */
  compare(): Promise<void>
  queue(status?: 'open' | 'merged' | 'distinct' | 'unmerged'): Promise<readonly Pair[]>
}

async function region(): Promise<Region> {
  const at = await setting()
  const access = await at.open()
  const ctx = await at.ctx('alpha')
  const { store } = at.test
  const query = <Row extends object>(): Promise<{ rows: Row[]; count: number }> => Promise.reject(new Error('the job works as the hub'))
  const turn = (): Promise<boolean> => access.duplicates.job.run({ signal: AbortSignal.timeout(30_000), query })
  return {
    setting: at,
    access,
    ctx,
    turn,
    put: async (resource, own = ctx) => {
      await store.commit(own, { kind: 'put', type: resource.resourceType, id: resource.id!, text: JSON.stringify(resource), resource, expect: 'any' })
    },
    read: async (type, id) => JSON.parse((await store.read(ctx, (r) => r.get(type, id)))!.text!) as Resource,
    compare: async () => {
      while (await turn()) continue
    },
    queue: async (status = 'open') => (await access.duplicates.page(ctx, { status, count: 50 })).pairs,
    [Symbol.asyncDispose]: () => at[Symbol.asyncDispose](),
  }
}

test('a second record of one person is found, explained, and found again after a change', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b', { given: 'Erica', street: 'Ringweg 1a' }))
  await at.put(patient('stranger', { family: 'Fischer', given: 'Hedwig', born: '1944-08-01', street: 'Am Markt 9' }))
  await at.compare()
  const [pair, ...others] = await at.queue()
  assert.deepEqual(others, [])
  assert.ok(pair !== undefined)
  assert.deepEqual([pair.left.id, pair.right.id, pair.left.name], ['a', 'b', 'Przybylski, Erika'])
  assert.ok(pair.weight > 0)
  assert.deepEqual(pair.fields.filter(({ level }) => level !== 'missing').map(({ field, level }) => `${field} ${level}`), [
    'prior base', 'given sound', 'family same', 'birth same', 'gender same', 'address street', 'relatives base',
  ])
  assert.ok(Math.abs(pair.fields.reduce((sum, { weight }) => sum + weight, 0) - pair.weight) < 1e-3)
  await at.put(patient('b', { given: 'Hedwig', family: 'Fischer', born: '1944-08-01', street: 'Am Markt 9' }))
  await at.compare()
  assert.deepEqual((await at.queue()).map(({ left, right }) => [left.id, right.id]), [['b', 'stranger']])
})

test('twins and one person of two carriers are not the queue\'s business', async () => {
  await using at = await region()
  const beta = await at.setting.ctx('beta')
  await at.put(patient('a'))
  await at.put(patient('a'), beta)
  await at.put(patient('lara', { given: 'Lara', born: '2020-05-05' }))
  await at.put(patient('sara', { given: 'Sophie', born: '2020-05-05' }))
  await at.compare()
  for (const pair of await at.queue()) {
    assert.equal(pair.band, 'review')
    assert.equal(pair.caution?.kind, 'twins')
  }
  assert.deepEqual((await at.access.duplicates.page(beta, { status: 'open', count: 50 })).pairs, [])
  assert.deepEqual([(await at.access.duplicates.state(at.ctx)).patients, (await at.access.duplicates.state(beta)).patients], [3, 1])
})

test('merged, everything speaks of the survivor; taken back, all is as before', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b'))
  await at.put(encounter('of-a', 'a'))
  await at.put(encounter('of-b', 'b'))
  await at.compare()
  const [pair] = await at.queue()
  await at.access.duplicates.merge(at.ctx, pair!.id, 'a', 'the same passport')
  const merged = await at.access.duplicates.one(at.ctx, pair!.id)
  assert.equal(merged.status, 'merged')
  assert.deepEqual(merged.merge, { survivor: 'a', loser: 'b', moved: 1, returned: 0, left: [] })
  assert.deepEqual((await at.read('Encounter', 'of-b')).subject, { reference: 'Patient/a' })
  const lost = await at.read('Patient', 'b')
  assert.equal(lost.active, false)
  assert.deepEqual(lost.link, [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }])
  await at.compare()
  assert.deepEqual(await at.queue(), [])

  await at.access.duplicates.unmerge(at.ctx, pair!.id, 'another passport')
  const back = await at.access.duplicates.one(at.ctx, pair!.id)
  assert.deepEqual([back.status, back.merge], ['unmerged', { survivor: 'a', loser: 'b', moved: 1, returned: 1, left: [] }])
  const { meta: _, ...patientBack } = await at.read('Patient', 'b')
  assert.deepEqual(patientBack, patient('b'))
  const { meta: __, ...survivorBack } = await at.read('Patient', 'a')
  assert.deepEqual(survivorBack, patient('a'))
  assert.deepEqual((await at.read('Encounter', 'of-b')).subject, { reference: 'Patient/b' })
  assert.deepEqual((await at.read('Encounter', 'of-a')).subject, { reference: 'Patient/a' })
  await at.compare()
  assert.deepEqual(await at.queue(), [], 'what was decided is not asked again')
})

test('what changed since keeps its content, what came since is left to a person', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b'))
  await at.put(encounter('of-b', 'b'))
  await at.put({ ...encounter('both', 'b'), participant: [{ individual: { reference: 'Patient/a' } }] })
  await at.compare()
  const [pair] = await at.queue()
  await at.access.duplicates.merge(at.ctx, pair!.id, 'a', '')
  await at.put({ ...encounter('of-b', 'a'), status: 'finished' })
  await at.put({ ...await at.read('Encounter', 'both'), status: 'finished' })
  await at.put(encounter('new', 'a'))
  await at.access.duplicates.unmerge(at.ctx, pair!.id, 'two people after all')
  const finished = await at.read('Encounter', 'of-b')
  assert.deepEqual([finished.status, finished.subject], ['finished', { reference: 'Patient/b' }])
  assert.deepEqual((await at.read('Encounter', 'new')).subject, { reference: 'Patient/a' })
  const { merge } = await at.access.duplicates.one(at.ctx, pair!.id)
  assert.deepEqual(merge!.left.map(({ type, id, why }) => `${type}/${id} ${why}`).sort(), ['Encounter/both changed', 'Encounter/new later'])
  await at.access.duplicates.assign(at.ctx, pair!.id, [{ type: 'Encounter', id: 'new' }], 'b')
  await at.access.duplicates.assign(at.ctx, pair!.id, [{ type: 'Encounter', id: 'both' }], 'a')
  assert.deepEqual((await at.read('Encounter', 'new')).subject, { reference: 'Patient/b' })
  assert.deepEqual((await at.access.duplicates.one(at.ctx, pair!.id)).merge!.left, [])
  await assert.rejects(at.access.duplicates.assign(at.ctx, pair!.id, [{ type: 'Encounter', id: 'new' }], 'a'), faultCode('access/duplicate-decided'))
})

test('what was written beside the merge follows it, there and back', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b'))
  await at.compare()
  const [pair] = await at.queue()
  await at.access.duplicates.merge(at.ctx, pair!.id, 'a', '')
  await at.put(encounter('late', 'b'))
  await at.compare()
  assert.deepEqual((await at.read('Encounter', 'late')).subject, { reference: 'Patient/a' })
  await at.access.duplicates.unmerge(at.ctx, pair!.id, 'two people')
  assert.deepEqual((await at.read('Encounter', 'late')).subject, { reference: 'Patient/b' })
})

test('two persons are not asked about again, unless their data change', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b', { given: 'Erica' }))
  await at.compare()
  const [pair] = await at.queue()
  await at.access.duplicates.distinct(at.ctx, pair!.id, 'both were here')
  await at.put({ ...patient('b', { given: 'Erica' }), maritalStatus: { text: 'single' } })
  await at.access.duplicates.rescan(at.ctx)
  await at.compare()
  assert.deepEqual([await at.queue(), (await at.queue('distinct')).length], [[], 1])
  await at.put(patient('b', { given: 'Erika' }))
  await at.compare()
  assert.deepEqual((await at.queue()).map(({ id }) => id), [pair!.id])
})

test('a merge that was overtaken is refused, and so is a decision on one that was taken', async () => {
  await using at = await region()
  for (const id of ['a', 'b', 'c']) await at.put(patient(id))
  await at.compare()
  const pairs = await at.queue()
  assert.equal(pairs.length, 3)
  const of = (one: string, other: string): string => pairs.find(({ left, right }) => left.id === one && right.id === other)!.id
  await at.access.duplicates.merge(at.ctx, of('a', 'b'), 'a', '')
  await assert.rejects(at.access.duplicates.merge(at.ctx, of('b', 'c'), 'c', ''), faultCode('access/duplicate-overtaken'))
  await assert.rejects(at.access.duplicates.distinct(at.ctx, of('a', 'b'), 'no'), faultCode('access/duplicate-decided'))
  await at.access.duplicates.merge(at.ctx, of('a', 'c'), 'c', '')
  await assert.rejects(at.access.duplicates.unmerge(at.ctx, of('a', 'b'), 'no'), faultCode('access/duplicate-overtaken'))
  await assert.rejects(at.access.duplicates.one(at.ctx, 'no-id'), faultCode('access/duplicate-unknown'))
  await at.access.duplicates.unmerge(at.ctx, of('a', 'c'), 'first the later one')
  await at.access.duplicates.unmerge(at.ctx, of('a', 'b'), 'then the earlier one')
  assert.deepEqual((await at.read('Patient', 'a')).link, undefined)
})

test('certain pairs merge by themselves only where the carrier wants that, and cautious ones never', async () => {
  await using at = await region()
  await at.put(patient('a', { kvnr: 'A123456780' }))
  await at.put(patient('b', { kvnr: 'A123456780' }))
  await at.compare()
  assert.deepEqual((await at.queue()).map(({ band }) => band), ['certain'])
  await at.access.duplicates.setAutomatic(at.ctx, true)
  await at.compare()
  const [pair] = await at.queue('merged')
  assert.deepEqual([pair!.merge!.survivor, pair!.decision!.by], ['a', 'Device/hub'])
  assert.deepEqual((await at.access.duplicates.quality(at.ctx)).bands.map(({ reviewed }) => reviewed), [0, 0, 0, 0, 0, 0])
})

test('certain pairs merge though somebody else changes before every turn', async () => {
  await using at = await region()
  for (const id of ['a', 'b']) await at.put(patient(id, { kvnr: 'A123456780' }))
  await at.compare()
  await at.access.duplicates.setAutomatic(at.ctx, true)
  await at.put(patient('busy', { family: 'Fischer', given: 'Hedwig', born: '1944-08-01', street: 'Am Markt 9' }))
  await at.turn()
  assert.deepEqual((await at.queue('merged')).map(({ merge }) => merge!.survivor), ['a'])
})

test('the quality figure counts what people have decided', async () => {
  await using at = await region()
  for (const id of ['a', 'b', 'c']) await at.put(patient(id))
  await at.compare()
  const [first, second] = await at.queue()
  await at.access.duplicates.merge(at.ctx, first!.id, first!.left.id, '')
  await at.access.duplicates.distinct(at.ctx, second!.id, 'no')
  const quality = await at.access.duplicates.quality(at.ctx)
  assert.deepEqual([quality.merged, quality.distinct, quality.bands.reduce((sum, { reviewed }) => sum + reviewed, 0), quality.bands.reduce((sum, { confirmed }) => sum + confirmed, 0)], [1, 1, 2, 1])
})

test('who a new Patient may be: within the caller\'s view', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.put(patient('b'))
  await at.compare()
  const { id: _, ...unknown } = patient('new')
  const found = await at.access.duplicates.match(at.ctx, unknown, 10)
  assert.deepEqual(found.map((match) => match.patient).sort(), ['a', 'b'])
  const onlyA = { ...at.ctx, view: { rules: [{ types: 'all' as const, may: 'rs', patients: [{ ids: ['a'] }], where: [] }] } }
  assert.deepEqual((await at.access.duplicates.match(onlyA, unknown as Resource, 10)).map((match) => match.patient), ['a'])
})

test('the index holds no text of a Patient, and a deleted one leaves it', async () => {
  await using at = await region()
  await at.put(patient('a'))
  await at.compare()
  const rows = await at.setting.test.store.read(at.ctx, (r) => r.query<object>(sql`select * from st.duplicate_person`))
  assert.equal(/Przybylski|przybylski|Erika|1970/.test(JSON.stringify(rows)), false)
  await at.setting.test.store.commit(at.ctx, { kind: 'delete', type: 'Patient', id: 'a', expect: 'any' })
  await at.compare()
  const left = await at.setting.test.store.read(at.ctx, (r) => r.query<{ people: number; keys: number; names: number }>(sql`
    select (select people from st.duplicate_scan) people, (select count(*)::int from st.duplicate_key) keys, (select coalesce(sum(bearers), 0)::int from st.duplicate_name) names`))
  assert.deepEqual(left, [{ people: 0, keys: 0, names: 0 }])
})
