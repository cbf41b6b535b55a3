import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { Fault, sql, type Ctx, type Sql } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { openFileSystem } from '@steckwerk/objects'
import { asOwner, type Job, type JobPorts } from '@steckwerk/store'
import { keyWrappingOf, type Access } from '@steckwerk/access'
import { hubKeyColumns, keptColumns, masterKeyColumns, resealedPlaces } from '../src/keys/sealed-places.ts'
import { faultCode, setting, type Setting } from './setting.ts'

const epoch = '01890a5d-ac96-774b-bcce-b302099a8057'
const isHeld = (rows: readonly { sealed: Buffer }[], number: number): boolean => rows.every(({ sealed }) => sealed.readUInt32BE(1) === number)

/** Runs a job's statements as the owner, as the elected hub does. */
function ports(owner: pg.Client, before: () => void = () => {}): JobPorts {
  return {
    signal: new AbortController().signal,
    query: async <Row extends object>({ text, values }: Sql) => {
      before()
      const { rows, rowCount } = await owner.query(text, [...values])
      return { rows: rows as Row[], count: rowCount ?? 0 }
    },
  }
}

async function runOut(job: Job, by: JobPorts): Promise<void> {
  while (await job.run(by));
}

async function keepRaw(s: Setting, access: Access, ctx: Ctx, from: number, count: number): Promise<void> {
  const sealer = await access.keys.sealer(ctx)
  await s.test.store.write(ctx, async (w) => {
    for (let sequence = from; sequence < from + count; sequence++) {
      const sealed = sealer.seal(Buffer.from(`message ${sequence}`), `kis/${epoch}/adt/${sequence}`)
      await w.query(sql`insert into st.raw (connector, epoch, channel, sequence, committed_at, sealed) values ('kis', ${epoch}, 'adt', ${sequence}, ${ctx.now}, ${sealed})`)
    }
  })
}

const rawRows = (s: Setting, ctx: Ctx): Promise<{ sequence: string; sealed: Buffer }[]> =>
  s.test.store.read(ctx, (r) => r.query<{ sequence: string; sealed: Buffer }>(sql`select sequence, sealed from st.raw where sealed is not null order by sequence`))

test('a new data key seals at every hub, older ones open until they are retired, and an interrupted sealing anew goes on', async () => {
  await using s = await setting()
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-objects-'))
  try {
    await using backend = await openFileSystem(folder)
    const options = { ownerUrl: s.test.ownerUrl, objects: backend }
    const one = await s.open(options)
    const two = await s.open(options)
    const ctx = await s.ctx('alpha')
    await keepRaw(s, one, ctx, 1, 250)
    const large = randomBytes(100_000)
    await one.objects!.put(ctx, { kind: 'raw-message', id: 'abc.k1' }, [large])
    await s.test.store.write(ctx, (w) => w.query(sql`
      insert into st.raw (connector, epoch, channel, sequence, committed_at, object) values ('kis', ${epoch}, 'adt', 9999, ${ctx.now}, 'abc.k1')`))

    assert.equal((await one.keyKeeping.rotate(ctx)).number, 2)
    assert.equal((await one.keys.sealer(ctx)).number, 2)
    two.keys.forget(ctx)
    const elsewhere = (await two.keys.sealer(ctx)).seal(Buffer.from('new'), 'place')
    assert.equal(elsewhere.readUInt32BE(1), 2)
    assert.equal((await one.keys.open(ctx, elsewhere, 'place')).toString(), 'new')
    s.clock.pass(600_000)
    await assert.rejects(one.keyKeeping.retire(ctx, 1), faultCode('access/key-in-use'))
    await assert.rejects(one.keyKeeping.retire(ctx, 2), faultCode('access/key-in-use'))
    await assert.rejects(one.keyKeeping.retire(ctx, 7), faultCode('access/key-unknown'))

    await one.keyKeeping.reseal(ctx)
    s.clock.pass(60_000)
    const job = one.keyKeeping.job(silentLog)
    const owner = new pg.Client({ connectionString: s.test.ownerUrl })
    await owner.connect()
    for (let cut = 3; ; cut += 37) {
      let left = cut
      const interrupted = ports(owner, () => {
        if (left-- === 0) throw new Error('cut off')
      })
      const done = await runOut(job, interrupted).then(() => true, () => false)
      if (done) break
    }
    await owner.end()
    const rows = await rawRows(s, ctx)
    assert.equal(rows.length, 250)
    assert.ok(isHeld(rows, 2))
    for (const { sequence, sealed } of rows) {
      assert.equal((await two.keys.open(ctx, sealed, `kis/${epoch}/adt/${sequence}`)).toString(), `message ${sequence}`)
    }
    const moved = await one.objects!.get(ctx, { kind: 'raw-message', id: 'abc.k2' })
    assert.deepEqual(Buffer.concat(await Array.fromAsync(moved!.bytes)), large)
    assert.equal(await one.objects!.size(ctx, { kind: 'raw-message', id: 'abc.k1' }), undefined)
    const { reseal } = await one.keyKeeping.list(ctx)
    assert.equal(reseal?.number, 2)
    assert.ok(reseal.finishedAt !== undefined)

    // The access log's own entry of the rotation was sealed by the first key's successor; nothing is left of the first.
    await one.keyKeeping.retire(ctx, 1)
    assert.deepEqual((await one.keyKeeping.list(ctx)).keys.map(({ number, state }) => [number, state]), [[2, 'sealing'], [1, 'gone']])
    await assert.rejects(one.keyKeeping.retire(ctx, 1), faultCode('access/key-unknown'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('erasure: what a carrier sealed opens nowhere any more, another carrier\'s does, and the next key has another number', async () => {
  await using s = await setting()
  const one = await s.open({ ownerUrl: s.test.ownerUrl })
  const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
  const [mine, theirs] = await Promise.all([one.keys.seal(alpha, Buffer.from('a'), 'x'), one.keys.seal(beta, Buffer.from('b'), 'x')])
  await assert.rejects(one.keyKeeping.destroy(alpha, 'beta'), faultCode('access/erasure-unconfirmed'))
  assert.equal((await one.keys.open(alpha, mine, 'x')).toString(), 'a')
  await one.keyKeeping.destroy(alpha, 'alpha')
  const restarted = await s.open({ ownerUrl: s.test.ownerUrl })
  for (const hub of [one, restarted]) {
    await assert.rejects(hub.keys.open(alpha, mine, 'x'), faultCode('access/key-gone'))
    assert.equal((await hub.keys.open(beta, theirs, 'x')).toString(), 'b')
    assert.equal((await hub.keys.sealer(alpha)).number, 2)
  }
  const wrapped = await asOwner(s.test.ownerUrl, (query) => query<{ wrapped: Buffer | null }>(sql`select wrapped from base.data_key where tenant = ${alpha.tenant} order by number`))
  assert.deepEqual(wrapped.map((row) => row.wrapped === null), [true, false])
})

test('the hub\'s own role can neither destroy nor change a key', async () => {
  await using s = await setting()
  const access = await s.open()
  const alpha = await s.ctx('alpha')
  await access.keys.sealer(alpha)
  for (const statement of [sql`update st.data_key set wrapped = null, gone_at = now()`, sql`delete from st.data_key`]) {
    await assert.rejects(s.test.store.write(alpha, (w) => w.query(statement)))
  }
  await assert.rejects(access.keyKeeping.retire(alpha, 1), faultCode('access/keys-owner'))
})

test('a new master key: everything opens before, during and after, at a hub that is given it and at one that starts', async () => {
  await using s = await setting()
  const one = await s.open({ ownerUrl: s.test.ownerUrl, demo: true })
  const otherDir = await mkdtemp(join(tmpdir(), 'steckwerk-access-'))
  try {
    const former = await readFile(join(s.dataDir, 'master-key'), 'utf8')
    await writeFile(join(otherDir, 'master-key'), former)
    const two = await s.open({ dataDir: otherDir, demo: true })
    const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
    const sealed = await one.keys.seal(alpha, Buffer.from('kept'), 'x')
    const token = (await readFile(one.operatorTokenFile, 'utf8')).trim()
    const { id } = await one.keyKeeping.master()

    await one.keyKeeping.rewrap(alpha)
    const master = await one.keyKeeping.master()
    assert.notEqual(master.id, id)
    assert.deepEqual([master.source, master.dataKeys], ['file', 1])
    assert.notEqual(await readFile(join(s.dataDir, 'master-key'), 'utf8'), former)
    assert.equal(existsSync(join(s.dataDir, 'master-key.next')), false)
    assert.equal((await one.keys.open(alpha, sealed, 'x')).toString(), 'kept')

    // A hub that has not got it yet goes on with what it has, and makes no key that the others could not open.
    await assert.rejects(two.keys.sealer(beta), faultCode('access/master-key-mismatch'))
    await writeFile(join(otherDir, 'master-key'), await readFile(join(s.dataDir, 'master-key')))
    const fresh = await two.keys.seal(beta, Buffer.from('new'), 'y')
    assert.equal((await one.keys.open(beta, fresh, 'y')).toString(), 'new')
    s.clock.pass(60_000)
    assert.ok(await two.operatorToken.accepts(token))
    await one.operatorToken.rotate()
    s.clock.pass(60_000)
    assert.ok(await two.operatorToken.accepts((await readFile(one.operatorTokenFile, 'utf8')).trim()))

    const third = await s.open({ demo: true })
    assert.equal((await third.keys.open(alpha, sealed, 'x')).toString(), 'kept')
    assert.equal(third.demoPassword, one.demoPassword)
    await assert.rejects(s.open({ masterKey: former.trim() }), faultCode('access/master-key-mismatch'))
  } finally {
    await rm(otherDir, { recursive: true, force: true })
  }
})

test('cut off between the commit and the file\'s new name, or before the commit, the next start has the key that holds', async () => {
  await using s = await setting()
  const one = await s.open({ ownerUrl: s.test.ownerUrl })
  const alpha = await s.ctx('alpha')
  const sealed = await one.keys.seal(alpha, Buffer.from('kept'), 'x')
  const path = join(s.dataDir, 'master-key')
  const former = await readFile(path)
  await one.keyKeeping.rewrap(alpha)
  // As if the process had died before the rename.
  await rename(path, `${path}.next`)
  await writeFile(path, former)
  const second = await s.open({ ownerUrl: s.test.ownerUrl })
  assert.equal((await second.keys.open(alpha, sealed, 'x')).toString(), 'kept')
  assert.notDeepEqual(await readFile(path), former)
  assert.equal(existsSync(`${path}.next`), false)

  // As if it had died with the next key written, nothing committed.
  const next = `${randomBytes(32).toString('base64')}\n`
  await writeFile(`${path}.next`, next)
  const third = await s.open({ ownerUrl: s.test.ownerUrl })
  assert.equal((await third.keys.open(alpha, sealed, 'x')).toString(), 'kept')
  await third.keyKeeping.rewrap(alpha)
  assert.equal(await readFile(path, 'utf8'), next)
  assert.equal((await third.keys.open(alpha, sealed, 'x')).toString(), 'kept')
})

test('a rewrapping that fails half-way leaves everything as it was', async () => {
  await using s = await setting()
  const one = await s.open({ ownerUrl: s.test.ownerUrl })
  const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
  const sealed = await one.keys.seal(alpha, Buffer.from('kept'), 'x')
  await one.keys.seal(beta, Buffer.from('kept'), 'x')
  await asOwner(s.test.ownerUrl, (query) => query(sql`update base.data_key set wrapped = wrapped || decode('00', 'hex') where tenant = ${beta.tenant}`))
  await assert.rejects(one.keyKeeping.rewrap(alpha), (thrown) => thrown instanceof Fault)
  const second = await s.open({ ownerUrl: s.test.ownerUrl })
  assert.equal((await second.keys.open(alpha, sealed, 'x')).toString(), 'kept')
})

test('a key service behind a command keeps the master key; hubs share it, and rewrapping goes through it', async () => {
  await using s = await setting()
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-kms-'))
  try {
    const program = join(folder, 'kms.mjs')
    // A key service of one key, which refuses what it has not wrapped.
    await writeFile(program, `#!/usr/bin/env node
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
const key = Buffer.from('${randomBytes(32).toString('base64')}', 'base64')
const input = Buffer.from(readFileSync(0, 'utf8'), 'base64')
if (process.argv.length !== 3) process.exit(2)
if (process.argv[2] === 'wrap') {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  console.log(Buffer.concat([nonce, cipher.update(input), cipher.final(), cipher.getAuthTag()]).toString('base64'))
} else {
  const cipher = createDecipheriv('aes-256-gcm', key, input.subarray(0, 12))
  cipher.setAuthTag(input.subarray(-16))
  console.log(Buffer.concat([cipher.update(input.subarray(12, -16)), cipher.final()]).toString('base64'))
}
`)
    await chmod(program, 0o700)
    const kms = keyWrappingOf(`exec:${process.execPath} ${program}`)
    const one = await s.open({ ownerUrl: s.test.ownerUrl, kms })
    assert.equal(existsSync(join(s.dataDir, 'master-key')), false)
    const two = await s.open({ kms })
    const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
    const sealed = await one.keys.seal(alpha, Buffer.from('kept'), 'x')
    assert.equal((await two.keys.open(alpha, sealed, 'x')).toString(), 'kept')
    const { id } = await one.keyKeeping.master()
    await one.keyKeeping.rewrap(alpha)
    const after = await one.keyKeeping.master()
    assert.equal(after.source, 'kms')
    assert.notEqual(after.id, id)
    // The other hub takes the new one over by itself.
    assert.equal((await one.keys.open(beta, await two.keys.seal(beta, Buffer.from('new'), 'y'), 'y')).toString(), 'new')
    const third = await s.open({ kms })
    assert.equal((await third.keys.open(alpha, sealed, 'x')).toString(), 'kept')
    await assert.rejects(s.open({ kms: keyWrappingOf(`exec:${process.execPath} -e process.exit(1)`) }), faultCode('access/kms'))
    await assert.rejects(s.open({ kms: keyWrappingOf('exec:/no/such/program') }), faultCode('access/kms'))
    assert.throws(() => keyWrappingOf('vault'), faultCode('access/kms-form'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** Bytes that nothing has sealed: hashes, public keys, keyed names, signatures. */
const plainColumns = new Set([
  'ledger.sha256', 'enrolment.secret_sha256', 'enrolment.used_for', 'connector_certificate.fingerprint', 'connector_certificate.key_sha256',
  'audit_segment.leaves', 'audit_segment.prev', 'audit_segment.hash', 'audit_segment.signature', 'audit_leaves.hashes', 'audit_deleted.signature',
  'passkey.id', 'passkey.public_key', 'pending_sign_in.id', 'outside_identity.id', 'logout_token.id', 'session.id', 'session.outside_sid', 'login_attempt.key',
  'smart_client.secret', 'oidc_record.id', 'oidc_record.grant_id', 'oidc_record.holder', 'person_link.person', 'person_code.hash', 'desk_number.key',
  'desk_number.person', 'person_attempt.key', 'setup_code.code', 'meta.value', 'brand.logo', 'service_evidence.document', 'plug_usage_key.key', 'subscription_binding.token',
  'notice.key', 'guest_mail.key', 'guest_mail.guest', 'edition.key', 'edition_mail.recipient', 'mail.key', 'mail.recipient', 'mail_account.mark', 'mail_account.code', 'push_device.mark',
])

test('the registry names every column of sealed bytes there is', async () => {
  await using s = await setting()
  const rows = await asOwner(s.test.ownerUrl, (query) => query<{ name: string }>(sql`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'base' and udt_name in ('bytea', '_bytea') and table_name in (select relname from pg_class where relkind in ('r', 'p')) order by 1`))
  const registered = new Set<string>([...resealedPlaces.map(({ column }) => column), ...keptColumns, ...hubKeyColumns, ...masterKeyColumns])
  const unknown = rows.map(({ name }) => name).filter((name) => !registered.has(name) && !plainColumns.has(name))
  assert.deepEqual(unknown, [], 'say in sealed-places.ts who seals this, or here that nobody does')
  const there = new Set(rows.map(({ name }) => name))
  assert.deepEqual([...registered].filter((name) => !there.has(name)), [])
})
