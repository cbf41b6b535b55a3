import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { validate, type Resource } from '@steckwerk/fhir'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

interface Line {
  readonly event: string
  readonly action: string
  readonly outcome: number
  readonly id: string | null
  readonly version: number | null
  readonly actor: string
  readonly patients: number
  readonly clear: string
}

const ctxOf = (tenant: number): Ctx => ({ tenant: asTenant(tenant), carrier: 'x', actor: 'Device/test', purpose: 'TREAT', trace: 't', now: new Date() })

async function lines(store: Store, tenant = 1): Promise<Line[]> {
  return store.read(ctxOf(tenant), (reader) => reader.query<Line>(sql`
    select event, action, outcome, id, version, actor, cardinality(patients) patients, row(a.*)::text clear from st.audit_entry a order by tenant, era, xid, seq`))
}

const patient = (id: string) => ({ resourceType: 'Patient', id, name: [{ family: 'Weber' }] })
const observation = (id: string, of: string) => ({ resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${of}` } })

async function filled(s: Setting): Promise<void> {
  for (const id of ['p1', 'p2']) {
    assert.equal((await s.call(`/fhir/alpha/Patient/${id}`, put(patient(id)))).status, 201)
    assert.equal((await s.call(`/fhir/alpha/Observation/o-${id}`, put(observation(`o-${id}`, id)))).status, 201)
  }
}

test('every interaction is an entry, with whose data it concerned', async () => {
  await using s = await setting()
  await filled(s)
  await s.call('/fhir/alpha/Observation/o-p1')
  await s.call('/fhir/alpha/Observation/o-p1/_history/1')
  await s.call('/fhir/alpha/Observation?subject=Patient/p1')
  await s.call('/fhir/alpha/Observation')
  await s.call('/fhir/alpha/Observation?code=nothing-like-it')
  await s.call('/fhir/alpha/Patient/p2/$everything')
  await s.call('/fhir/alpha/Patient/p2', { ...put([{ op: 'add', path: '/active', value: true }]), method: 'PATCH', headers: { 'content-type': 'application/json-patch+json' } })
  await s.call('/fhir/alpha/Observation/o-p2', { method: 'DELETE' })
  await s.call('/fhir/alpha/Observation/o-p2', { method: 'DELETE' })
  const told = (await lines(s.test.store)).slice(4).map(({ event, action, id, version, patients }) => [event, action, id, version, patients])
  assert.deepEqual(told, [
    ['read', 'R', 'o-p1', null, 1],
    ['vread', 'R', 'o-p1', 1, 1],
    ['search', 'E', null, null, 1],
    ['search', 'E', null, null, 2],
    ['search', 'E', null, null, 0],
    ['operation', 'E', 'p2', null, 1],
    ['patch', 'U', 'p2', 2, 1],
    ['delete', 'D', 'o-p2', 2, 1],
    ['delete', 'D', 'o-p2', null, 0],
  ])
})

test('a batch is as many entries as it has, a transaction one for each resource written and each read', async () => {
  await using s = await setting()
  const entry = (method: string, url: string, resource?: object) => ({ request: { method, url }, ...(resource === undefined ? {} : { resource }) })
  await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type: 'transaction', entry: [
    entry('PUT', 'Patient/p1', patient('p1')), entry('PUT', 'Observation/o1', observation('o1', 'p1')), entry('GET', 'Patient/p1'),
  ] }))
  await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type: 'batch', entry: [entry('GET', 'Patient/p1'), entry('GET', 'Patient/none'), entry('GET', 'Nothing/1')] }))
  const refusedWhole = await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type: 'transaction', entry: [entry('PUT', 'Patient/p3', patient('other'))] }))
  assert.equal(refusedWhole.status, 422)
  const all = (await lines(s.test.store)).map(({ event, outcome, id }) => `${event} ${outcome} ${id ?? ''}`)
  assert.deepEqual(all.slice(0, 3), ['create 0 o1', 'create 0 p1', 'read 0 p1'].toSorted((a, b) => all.indexOf(a) - all.indexOf(b)))
  assert.deepEqual(all.slice(3, 6).toSorted(), ['read 0 p1', 'read 4 none', 'refused 4 '])
  assert.deepEqual(all.slice(6), ['transaction 4 '])
})

test('what is refused is an entry: at the carrier with an account, at the platform without, and nothing of it in clear', async () => {
  await using s = await setting()
  const secret = 'Zwiebelfisch'
  assert.equal((await s.call('/fhir/alpha/Patient/missing')).status, 404)
  assert.equal((await s.call(`/fhir/alpha/Patient?unheard-of=${secret}`)).status, 400)
  assert.equal((await s.call(`/fhir/alpha/Patient?name=${secret}`)).status, 200)
  assert.equal((await s.call('/fhir/alpha/Patient/_search', { method: 'POST', body: `name=${secret}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, 200)
  assert.equal((await s.call('/fhir/alpha/Patient', post(`{"resourceType":"Patient","${secret}":1}`))).status, 422)
  assert.equal((await s.call('/fhir/nowhere/Patient/1')).status, 404)
  assert.equal((await fetch(`${s.url}/fhir/alpha/Patient/1`, { headers: { authorization: `Bearer ${secret}${secret}` } })).status, 401)
  const [alpha, platform] = [await lines(s.test.store), await lines(s.test.store, 0)]
  assert.deepEqual(alpha.map(({ event, outcome }) => `${event} ${outcome}`), ['read 4', 'search 4', 'search 0', 'search 0', 'create 4'])
  const refused = platform.filter(({ outcome }) => outcome === 4)
  assert.deepEqual(refused.map(({ event, actor }) => [event, actor]), [['read', 'Device/operator-token'], ['refused', 'Device/unknown']])
  const hidden = Buffer.from(secret).toString('hex')
  for (const { clear } of [...alpha, ...platform]) assert.ok(!clear.includes(secret) && !clear.includes(hidden))
  assert.ok(s.lines.every((line) => !JSON.stringify(line).includes(secret)))
})

test('strangers fill no disk: beyond so many a minute they are counted', async () => {
  await using s = await setting()
  for (let i = 0; i < 80; i++) assert.equal((await fetch(`${s.url}/fhir/alpha/Patient/1`)).status, 401)
  const count = (await lines(s.test.store, 0)).filter(({ event }) => event === 'refused').length
  assert.ok(count <= 61, `${count}`)
})

test('an answer that cannot be logged is not given, and a write without its entry does not happen', async () => {
  let broken = false
  await using s = await setting()
  await filled(s)
  const { audit } = s.access
  const { write, row } = audit
  Object.assign(audit, {
    write: async (...args: Parameters<typeof write>) => (broken ? Promise.reject(new Error('no disk')) : write(...args)),
    row: (...args: Parameters<typeof row>) => (broken ? { ...row(...args), at: Number.NaN } : row(...args)),
  })
  broken = true
  assert.equal((await s.call('/fhir/alpha/Patient/p1')).status, 500)
  assert.equal((await s.call('/fhir/alpha/Patient?name=Weber')).status, 500)
  assert.equal((await s.call('/fhir/alpha/Patient/none')).status, 500)
  assert.ok((await s.call('/fhir/alpha/Patient/p9', put(patient('p9')))).status >= 500)
  broken = false
  assert.equal((await s.call('/fhir/alpha/Patient/p9')).status, 404)
})

test('AuditEvents are found by what they tell, in pages, each as BALP forms it', async () => {
  await using s = await setting()
  await filled(s)
  await s.call('/fhir/alpha/Observation/o-p1')
  await s.call('/fhir/alpha/Observation?status=final')
  const search = async (query: string): Promise<{ entry?: { resource: Resource }[]; link: { relation: string; url: string }[] }> =>
    (await (await s.call(`/fhir/alpha/AuditEvent?${query}`)).json()) as never
  const of = async (query: string): Promise<string[]> => ((await search(query)).entry ?? []).map(({ resource }) => (resource['subtype'] as { code: string }[])[0]!.code)

  const all = (await search('date=gt2020&_count=100')).entry!.map(({ resource }) => resource)
  // Two creates for each of two, one read, one search about two: that is six and one more.
  assert.equal(all.length, 7)
  for (const event of all) assert.deepEqual(validate(event, 'AuditEvent').filter(({ severity }) => severity === 'error'), [])
  const profiles = all.map((event) => event.meta!['profile'] as string[]).flat().map((url) => url.split('.').at(-1))
  assert.deepEqual(profiles.toSorted(), ['PatientCreate', 'PatientCreate', 'PatientCreate', 'PatientCreate', 'PatientQuery', 'PatientQuery', 'PatientRead'])
  const query = all.find((event) => (event.meta!['profile'] as string[])[0]!.endsWith('PatientQuery'))!
  const text = (query['entity'] as { query?: string }[]).find((entity) => entity.query !== undefined)!.query!
  assert.equal(Buffer.from(text, 'base64').toString(), 'GET Observation?status=final')

  assert.deepEqual((await of('patient=Patient/p1')).filter((code) => code !== 'search-type'), ['read', 'create', 'create'])
  assert.deepEqual(await of('patient=p1&action=R'), ['read'])
  assert.deepEqual(await of('entity=Observation/o-p2'), ['create'])
  assert.deepEqual(await of('subtype=read&outcome=0'), ['read'])
  assert.deepEqual(await of('agent:identifier=Account/nobody'), [])
  assert.deepEqual(await of('date=lt2020'), [])
  assert.equal((await outcomeOf(await s.call('/fhir/alpha/AuditEvent?source=x'))).status, 400)

  const seen: string[] = []
  let path: string | undefined = '/fhir/alpha/AuditEvent?_count=2&type=rest&date=lt2100'
  const start = Date.now()
  while (path !== undefined) {
    const page = (await (await s.call(path)).json()) as { entry?: { resource: Resource }[]; link: { relation: string; url: string }[] }
    seen.push(...(page.entry ?? []).map(({ resource }) => resource.id!))
    const next = page.link.find(({ relation }) => relation === 'next')
    path = next === undefined ? undefined : new URL(next.url).pathname + new URL(next.url).search
    assert.ok(Date.now() - start < 60_000)
  }
  assert.equal(new Set(seen).size, seen.length)
  for (const event of all) assert.ok(seen.includes(event.id!))
  const one = await s.call(`/fhir/alpha/AuditEvent/${query.id}`)
  assert.deepEqual([one.status, ((await one.json()) as Resource).id], [200, query.id])
  assert.equal((await s.call('/fhir/alpha/AuditEvent/1.2.3')).status, 404)
  assert.equal((await s.call(`/fhir/beta/AuditEvent/${query.id}`)).status, 404)
  assert.equal(((await (await s.call('/fhir/beta/AuditEvent?date=gt2020')).json()) as { entry?: { resource: Resource }[] }).entry?.some(({ resource }) => all.some(({ id }) => id === resource.id)) ?? false, false)
})

test('nobody writes AuditEvents', async () => {
  await using s = await setting()
  const made = { resourceType: 'AuditEvent', id: 'x' }
  assert.equal((await s.call('/fhir/alpha/AuditEvent', post(made))).status, 400)
  assert.equal((await s.call('/fhir/alpha/AuditEvent/x', put(made))).status, 400)
})
