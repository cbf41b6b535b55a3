import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql, type Sql } from '@steckwerk/kernel'
import { pruneJob } from '@steckwerk/ingest'
import { createObjectStore, openFileSystem } from '@steckwerk/objects'
import { asOwner } from '@steckwerk/store'
import { adt, epoch, harness, testKeys } from './harness.ts'

test('a large original is an object: shown, replayed and pruned like the small ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-originals-'))
  try {
    const keys = testKeys()
    const objects = createObjectStore(await openFileSystem(folder), {
      seal: async (ctx, plain, context) => (await keys.sealer(ctx)).seal(plain, context),
      open: keys.open,
    })
    await using h = await harness(keys, objects)
    const large = `${adt({ event: 'A01' })}ZXX|1|${'x'.repeat(1_200_000)}\r`
    assert.equal((await h.send([adt({ event: 'A01', number: '1' }), large])).kind, 'accepted')
    const rows = await h.store.read(h.ctx(), (r) => r.query<{ sequence: string; object: string | null }>(sql`select sequence, object from st.raw where sealed is null or object is null order by sequence`))
    assert.equal(rows[0]!.object, null)
    assert.match(rows[1]!.object!, /^[0-9a-f]{64}\.k1$/)
    const files = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map(({ name }) => name)
    assert.deepEqual(await files(), [rows[1]!.object])

    const ref = `kis/${epoch}/adt/2`
    const shown = await h.ingest.rawMessage(h.ctx(), ref, { masked: false })
    assert.equal(shown.segments.at(-1)!.fields.at(-1)!.text.length, 1_200_000)
    assert.equal((await h.ingest.replay(h.ctx(), ref)).state, 'mapped')
    await h.store.write(h.ctx(), (w) => w.query(sql`update st.raw set object = (select object from st.raw where sequence = 2), sealed = null where sequence = 1`))
    await assert.rejects(h.ingest.rawMessage(h.ctx(), `kis/${epoch}/adt/1`, { masked: false }), { code: 'ingest/raw-moved' })

    await h.store.write(h.ctx(), (w) => w.query(sql`update st.raw set committed_at = ${new Date(0)}`))
    const job = pruneJob(1, objects)
    const query = async <Row extends object>(statement: Sql) => {
      const found = await asOwner(h.ownerUrl, (run) => run<Row>({ text: /^\s*delete/.test(statement.text) ? `${statement.text} returning 1` : statement.text, values: statement.values }))
      return { rows: found, count: found.length }
    }
    while (await job.run({ signal: new AbortController().signal, query }));
    assert.deepEqual(await files(), [])
    await assert.rejects(h.ingest.rawMessage(h.ctx(), ref, { masked: false }), { code: 'ingest/raw-gone' })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
