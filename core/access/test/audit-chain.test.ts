import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, type Ctx } from '@steckwerk/kernel'
import { inspect, startJobs } from '@steckwerk/store'
import { silentLog } from '@steckwerk/kernel/testing'
import { auditVerifier, verifyAudit, type Access } from '@steckwerk/access'
import { ownerJobs } from './owner-jobs.ts'
import { setting, type Setting } from './setting.ts'

const most = 5
interface Region extends AsyncDisposable {
  readonly home: Setting
  readonly access: Access
  readonly ctx: Ctx
  /** Writes so many entries, each in a transaction of its own, and has them sealed. */
  sealed(count: number): Promise<void>
  run(name: string): Promise<void>
  /** As the database's owner, who can lift every guard. */
  tamper(statement: string, values?: unknown[]): Promise<number>
  findings(): Promise<string[]>
}

async function region(): Promise<Region> {
  const home = await setting()
  const access = await home.open()
  const owner = await ownerJobs(home.test.ownerUrl)
  const ctx = await home.ctx('alpha')
  const jobs = access.auditKeeping.jobs(silentLog, { most, oldestMs: 0 })
  const run = (name: string): Promise<void> => owner.run(jobs.find((one) => one.name === name)!)
  return {
    home, access, ctx, run,
    sealed: async (count) => {
      for (let i = 0; i < count; i++) await access.audit.record(ctx, { event: 'sign-in', detail: { number: String(i) } })
      await run('seal-audit')
    },
    tamper: async (statement, values = []) => {
      await owner.client.query(`select set_config('st.audit_delete', 'segment', false)`)
      const { rowCount } = await owner.client.query(statement, values)
      await owner.client.query(`select set_config('st.audit_delete', '', false)`)
      return rowCount ?? 0
    },
    findings: async () => (await access.auditKeeping.verify(ctx)).findings.map(({ kind, segment, place }) => `${kind} ${segment}${place === undefined ? '' : `.${place}`}`),
    [Symbol.asyncDispose]: async () => {
      await owner[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

const third = `(select seq from base.audit where tenant = 1 order by era, xid, seq offset 7 limit 1)`

test('an untouched log verifies, and what is newer than its last segment is told as open', async () => {
  await using it = await region()
  await it.sealed(12)
  const before = await it.access.auditKeeping.verify(it.ctx)
  assert.deepEqual({ ...before, head: undefined, lastSealedAt: undefined }, {
    segments: 3, deletedSegments: 0, sealedEntries: 12, openEntries: 0, lastSealedAt: undefined, head: undefined, findings: [],
  })
  assert.match(before.head!, /^3:[0-9a-f]{64}$/)
  await it.access.audit.record(it.ctx, { event: 'sign-out' })
  const after = await it.access.auditKeeping.verify(it.ctx)
  assert.deepEqual([after.openEntries, after.findings, after.head], [1, [], before.head])
  const platform = await it.access.auditKeeping.verify({ ...it.ctx, tenant: asTenant(0) })
  assert.deepEqual([platform.segments, platform.findings], [0, []])
})

for (const [what, statement, expected] of [
  ['an altered entry', `update base.audit set entries = replace(entries::text, 'Device/', 'Account/')::json where seq = ${third}`, ['altered 2.3']],
  ['an altered fact', `update base.audit set details[1] = details[1] || '\\x00' where seq = ${third}`, ['altered 2.3']],
  ['a removed entry', `delete from base.audit where seq = ${third}`, ['removed 2.3']],
  ['an inserted entry', `insert into base.audit (tenant, xid, seq, count, low, high, keys, entries) overriding system value
    select tenant, xid, seq - 1000, 1, low, high, keys, entries from base.audit where seq = ${third}`, ['inserted 2.3']],
  ['entries that changed places', `update base.audit a set xid = b.xid from base.audit b where a.tenant = 1 and b.tenant = 1
    and (a.seq, b.seq) in ((${third}, ${third} + 1), (${third} + 1, ${third}))`, ['altered 2.3', 'altered 2.4']],
  ['an altered segment', `update base.audit_segment set entries = entries + 1 where tenant = 1 and number = 2`, ['segment-altered 2']],
  ['a segment with a signature of nobody', `update base.audit_segment set signature = decode(repeat('00', 64), 'hex') where tenant = 1 and number = 2`, ['segment-forged 2']],
  ['a segment taken out', `delete from base.audit_segment where tenant = 1 and number = 2`, ['segment-missing 2']],
  ['hashes made to fit', `update base.audit_leaves set hashes = sha256('x') || substring(hashes from 33) where tenant = 1 and number = 2`, ['segment-altered 2', 'altered 2.1']],
  ['a whole segment deleted without the hub', `delete from base.audit a using base.audit_segment s, base.audit_segment p where a.tenant = 1 and s.tenant = 1 and p.tenant = 1 and s.number = 2 and p.number = 1
    and (a.era, a.xid, a.seq) > (p.era, p.xid, p.seq) and (a.era, a.xid, a.seq) <= (s.era, s.xid, s.seq)`, ['removed 2.1', 'removed 2.2', 'removed 2.3', 'removed 2.4', 'removed 2.5']],
  ['a deletion the hub did not sign', `insert into base.audit_deleted values (1, 2, 0, '0000000000000000', decode(repeat('00', 64), 'hex'))`,
    ['segment-forged 2', 'inserted 2', 'inserted 2', 'inserted 2', 'inserted 2', 'inserted 2']],
] as const) {
  test(`is found out: ${what}`, async () => {
    await using it = await region()
    await it.sealed(12)
    assert.ok((await it.tamper(statement)) > 0)
    assert.deepEqual(await it.findings(), expected)
  })
}

test('segments past their time are deleted whole, and the rest verifies', async () => {
  await using it = await region()
  await it.access.auditKeeping.retention.keep(it.ctx, 30)
  await it.sealed(11)
  it.home.clock.pass(20 * 86_400_000)
  const later = { ...it.ctx, now: new Date(it.home.clock.now()) }
  await it.access.audit.record(later, { event: 'sign-in' })
  await it.run('seal-audit')
  it.home.clock.pass(15 * 86_400_000)
  await it.run('prune-audit')
  const verdict = await it.access.auditKeeping.verify(it.ctx)
  // 12 of the first day (one tells of the setting) in three segments, the last of them young because of one entry.
  assert.deepEqual(verdict.findings, [])
  assert.equal(verdict.deletedSegments, 3)
  assert.equal(await it.tamper('select from base.audit where tenant = 1'), 2)
  assert.equal(await it.tamper(`delete from base.audit_deleted where tenant = 1 and number = 2`), 1)
  assert.deepEqual(await it.findings(), ['segment-altered 2'])
})

test('elected hubs seal in the background, each entry once, whatever is under way', async () => {
  await using it = await region()
  const jobs = (): AsyncDisposable => startJobs({ ownerUrl: it.home.test.ownerUrl, log: silentLog, jobs: it.access.auditKeeping.jobs(silentLog, { most, oldestMs: 0 }) })
  await using _one = jobs()
  await using _two = jobs()
  await Promise.all(Array.from({ length: 40 }, () => it.access.audit.record(it.ctx, { event: 'sign-in' })))
  const deadline = Date.now() + 20_000
  for (;;) {
    const verdict = await it.access.auditKeeping.verify(it.ctx)
    assert.deepEqual(verdict.findings, [])
    if (verdict.sealedEntries === 40 && verdict.openEntries === 0) break
    assert.ok(Date.now() < deadline, 'sealed in time')
    await new Promise((resolve) => setImmediate(resolve))
  }
})

test('an auditor verifies by the database and the public key alone', async () => {
  await using it = await region()
  await it.sealed(7)
  const asked = (): Promise<Awaited<ReturnType<typeof verifyAudit>>> =>
    inspect(it.home.test.ownerUrl, ({ ask }) => verifyAudit((statement) => ask(1, statement), auditVerifier(it.access.auditKeeping.publicKey)))
  assert.deepEqual(await asked(), await it.access.auditKeeping.verify(it.ctx))
  const another = await inspect(it.home.test.ownerUrl, ({ ask }) => verifyAudit((statement) => ask(1, statement), auditVerifier(
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n')))
  assert.deepEqual(another.findings.map(({ kind, segment }) => `${kind} ${segment}`), ['segment-forged 1', 'segment-forged 2'])
  await it.tamper(`update base.audit set entries = '[{}]' where seq = (select min(seq) from base.audit where tenant = 1)`)
  assert.deepEqual((await asked()).findings.map(({ kind, segment, place }) => `${kind} ${segment}.${place}`), ['altered 1.1'])
})
