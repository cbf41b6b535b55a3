import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { faultCode, setting } from './setting.ts'

test('what one hub seals another with the same master key opens, another carrier does not', async () => {
  await using s = await setting()
  const first = await s.open()
  const second = await s.open()
  const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
  // Both at once on an empty database: they must agree on one key.
  const [sealerA, sealerB] = await Promise.all([first.keys.sealer(alpha), second.keys.sealer(alpha)])
  const plain = Buffer.from('MSH|^~\\&|KIS')
  for (const sealed of [sealerA.seal(plain, 'raw 1'), sealerB.seal(plain, 'raw 1')]) {
    assert.deepEqual(await first.keys.open(alpha, sealed, 'raw 1'), plain)
    assert.deepEqual(await second.keys.open(alpha, sealed, 'raw 1'), plain)
    await assert.rejects(first.keys.open(alpha, sealed, 'raw 2'), faultCode('access/unseal'))
    await assert.rejects(first.keys.open(beta, sealed, 'raw 1'), faultCode('access/unseal'))
  }
})

test('secret files are the owner\'s alone and survive a restart', async () => {
  await using s = await setting()
  await s.open({ demo: true })
  for (const name of ['master-key', 'operator-token', 'demo-password']) {
    assert.equal((await stat(join(s.dataDir, name))).mode & 0o777, 0o600, name)
  }
  const again = await s.open({ demo: true })
  const ctx = await s.ctx('alpha')
  assert.ok((await again.keys.sealer(ctx)).seal(Buffer.from('x'), 'c').length > 0)
})

test('a hub without the database\'s master key is refused and makes no second key', async () => {
  await using s = await setting()
  await s.open()
  const other = await mkdtemp(join(tmpdir(), 'steckwerk-access-'))
  try {
    await assert.rejects(s.open({ dataDir: other }), faultCode('access/master-key-missing'))
    await assert.rejects(stat(join(other, 'master-key')))
    await assert.rejects(s.open({ dataDir: other, masterKey: Buffer.alloc(32, 7).toString('base64') }), faultCode('access/master-key-mismatch'))
    await writeFile(join(other, 'master-key'), 'not a key\n')
    await assert.rejects(s.open({ dataDir: other }), faultCode('access/master-key-form'))
  } finally {
    await rm(other, { recursive: true })
  }
})

test('the reveal log takes rows, hides them from other carriers and lets nobody change them', async () => {
  await using s = await setting()
  const access = await s.open()
  const [alpha, beta] = [await s.ctx('alpha'), await s.ctx('beta')]
  await access.recordReveal(alpha, { account: 'leitstand', ref: 'kis/e/adt/1', reason: 'Rückfrage der Station' })
  assert.deepEqual(await access.reveals(alpha, 10), [{ account: 'leitstand', ref: 'kis/e/adt/1', reason: 'Rückfrage der Station', at: alpha.now }])
  assert.deepEqual(await access.reveals(beta, 10), [])
  for (const statement of [sql`update st.reveal set reason = 'none'`, sql`delete from st.reveal`]) {
    await assert.rejects(s.test.store.write(alpha, (w) => w.query(statement)))
  }
  assert.equal((await access.reveals(alpha, 10)).length, 1)
})
