import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { silentLog } from '@steckwerk/kernel/testing'
import type { AccessLogPage, AuditPage, AuditVerification } from '@steckwerk/api/contract/audit'
import { personSetting, type PersonSetting } from './person-setting.ts'
import { put } from './setting.ts'

/** Numbers as the hub's own connections give them. */
const exact = new pg.TypeOverrides()
exact.setTypeParser(20, Number)

/** Has everything sealed that is there. */
async function sealed(s: PersonSetting): Promise<void> {
  const owner = new pg.Client({ types: exact, connectionString: s.test.ownerUrl })
  await owner.connect()
  try {
    const [seal] = s.access.auditKeeping.jobs(silentLog, { oldestMs: -60_000 })
    const query = async <Row extends object>({ text, values }: { text: string; values: readonly unknown[] }): Promise<{ rows: Row[]; count: number }> => {
      const { rows, rowCount } = await owner.query(text, [...values])
      return { rows: rows as Row[], count: rowCount ?? 0 }
    }
    while (await seal!.run({ signal: new AbortController().signal, query })) continue
  } finally {
    await owner.end()
  }
}

const observation = (id: string, of: string) => ({ resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${of}` } })

test('"Wer hat meine Daten gesehen?": one\'s own log as lines that open, among many or alone, sealed or not, and nobody else\'s', async () => {
  await using s = await personSetting()
  await s.patient('alpha', 'p1')
  await s.patient('alpha', 'p2')
  for (const id of ['p1', 'p2']) await s.call(`/fhir/alpha/Observation/o-${id}`, put(observation(`o-${id}`, id)))
  const anna = await s.person('amelie', 'alpha', 'p1')
  const bert = await s.person('bert', 'alpha', 'p2')
  await s.call('/fhir/alpha/Observation?status=final')
  await sealed(s)
  await s.call('/fhir/alpha/Observation?_lastUpdated=gt2020')
  await s.call('/fhir/alpha/Observation/o-p2')
  const path = '/access-log?carrier=alpha&patient=p1'
  const page = (await anna.call('GET', path)).body as AccessLogPage
  assert.equal(page.keptDays, 1095)
  const hub = page.uses.find(({ who }) => who.kind === 'platform')!
  const counted = (category: string): number | undefined => hub.what.find((one) => one.category === category)?.count
  // Both searches, of which one is sealed; the read of the other Patient's Observation is none of hers.
  assert.deepEqual([counted('search'), counted('view')], [2, undefined])
  const opened = (await anna.call('GET', `/access-log/entries?carrier=alpha&patient=p1&use=${hub.id}`)).body as { entries: { event: string }[] }
  assert.equal(opened.entries.length, hub.what.reduce((sum, { count }) => sum + count, 0))
  assert.ok(page.uses.some(({ who }) => who.kind === 'self'))
  assert.equal((await anna.call('GET', '/access-log?carrier=alpha&patient=p2')).status, 403)
  assert.equal((await bert.call('GET', path)).status, 403)
  assert.equal((await anna.call('GET', '/access-log?carrier=beta&patient=p1')).status, 404)
  assert.equal((await anna.call('GET', '/carriers/alpha/audit')).status, 403)

  // The administration's filter by people and programs, over what is sealed and what is not.
  const byKind = async (kind: string): Promise<readonly string[]> => {
    const { entries } = (await (await s.call(`/admin/carriers/alpha/audit?by=${kind}`)).json()) as AuditPage
    return entries.map(({ actor }) => actor.slice(0, actor.indexOf('/')))
  }
  for (const isSealed of [false, true]) {
    if (isSealed) await sealed(s)
    const [people, programs] = [await byKind('people'), await byKind('programs')]
    assert.ok(people.length > 0 && !people.includes('Device'), JSON.stringify(people))
    assert.deepEqual([...new Set(programs)], ['Device'])
  }
  assert.equal((await s.call('/admin/carriers/alpha/audit?by=others')).status, 400)
})

test('a carrier\'s administration reads, filters, exports and verifies; another carrier\'s log has nothing of it', async () => {
  await using s = await personSetting()
  await s.patient('alpha', 'p1')
  await s.call('/fhir/alpha/Patient/p1')
  await s.call('/fhir/alpha/Patient?name==cmd()')
  const get = async <T>(path: string): Promise<T> => (await (await s.call(`/admin/carriers/${path}`)).json()) as T
  const all = await get<AuditPage>('alpha/audit')
  assert.deepEqual(all.entries.map(({ event, patients }) => [event, patients]), [['audit-read', []], ['search', []], ['read', ['p1']], ['create', ['p1']]])
  assert.equal(all.entries[1]!.detail['query'], 'GET Patient?name==cmd()')
  assert.deepEqual((await get<AuditPage>('alpha/audit?patient=p1&event=read')).entries.map(({ resource }) => resource), ['Patient/p1'])
  assert.deepEqual((await get<AuditPage>('alpha/audit?to=2020-01-01')).entries, [])
  assert.deepEqual((await get<AuditPage>('beta/audit?patient=p1&event=read')).entries, [])
  const csv = await (await s.call('/admin/carriers/alpha/audit/export?format=csv')).text()
  assert.match(csv, /^id;at;actor;/)
  assert.ok(csv.includes('Patient/p1'))
  const lines = (await (await s.call('/admin/carriers/alpha/audit/export?format=ndjson&event=read')).text()).trim().split('\n').map((line) => JSON.parse(line) as { resourceType: string })
  assert.deepEqual(lines.map(({ resourceType }) => resourceType), ['AuditEvent'])
  await sealed(s)
  const verified = (await (await s.call('/admin/carriers/alpha/audit/verify', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).json()) as AuditVerification
  assert.deepEqual([verified.intact, verified.segments, verified.openEntries], [true, 1, 0])
  // By time, over the border between sealed and not.
  await s.call('/fhir/alpha/Patient/p1')
  const since = (await get<AuditPage>('alpha/audit?event=read&from=2020-01-01&to=2999-01-01')).entries
  assert.equal(since.length, 2)
  assert.ok((await get<AuditPage>('-/audit')).entries.every(({ patients }) => patients.length === 0))
})
