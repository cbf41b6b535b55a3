import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { Fault } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { migrate, openStore, prepareExternal } from '@steckwerk/store'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'

const migrations = fileURLToPath(new URL('../migrations/', import.meta.url))
let postgres: TestPostgres
let folder: string
before(async () => {
  postgres = await testPostgres()
  folder = await mkdtemp(join(tmpdir(), 'steckwerk-migrations-'))
  await cp(migrations, folder, { recursive: true })
})
after(async () => {
  await postgres[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const code = (expected: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === expected
const from = (): { from: URL } => ({ from: pathToFileURL(`${folder}/`) })

async function owner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

test('every file runs once, also when several hubs start together; secrets stay', async () => {
  const { ownerUrl } = await postgres.database()
  const state = () => owner(ownerUrl, async (client) => (await client.query<{ number: number }>('select number, name, sha256, at::text, (select string_agg(value::text, name order by name) from base.meta) secrets from base.migration order by number')).rows)
  const first = await state()
  assert.deepEqual(first.map((row) => row.number), (await readdir(migrations)).filter((name) => name.endsWith('.sql')).map((name) => Number(name.slice(0, 4))).toSorted((a, b) => a - b))
  await Promise.all(Array.from({ length: 4 }, () => migrate(ownerUrl, silentLog)))
  assert.deepEqual(await state(), first)
})

test('a failing migration leaves nothing behind, a later run goes on from there', async () => {
  const { ownerUrl } = await postgres.database()
  const file = join(folder, '9001_broken.sql')
  await writeFile(file, '-- For the test.\ncreate table base.half (tenant int not null);\nselect 1 / 0;')
  await assert.rejects(migrate(ownerUrl, silentLog, from()), code('store/migration-failed'))
  await owner(ownerUrl, async (client) => assert.equal((await client.query(`select 1 where to_regclass('base.half') is not null`)).rowCount, 0))
  await writeFile(file, '-- For the test.\ncreate table base.half (tenant int not null, primary key (tenant));\nselect base.wall(\'half\');')
  await migrate(ownerUrl, silentLog, from())
  await writeFile(file, '-- For the test, edited.\nselect 1;')
  await assert.rejects(migrate(ownerUrl, silentLog, from()), code('store/migration-edited'))
  await rm(file)
  await assert.rejects(migrate(ownerUrl, silentLog, from()), code('store/database-newer'))
})

test('a file that is not named like a migration is refused, not passed over', async () => {
  const { ownerUrl } = await postgres.database()
  const path = join(folder, '9990_under_score.sql')
  await writeFile(path, 'select 1')
  await assert.rejects(migrate(ownerUrl, silentLog, from()), code('store/migration-name'))
  await rm(path)
})

test('a table whose first column is not the tenant is not walled', async () => {
  const { ownerUrl } = await postgres.database()
  await owner(ownerUrl, (client) => assert.rejects(client.query(`create table base.bad (id int primary key, tenant int not null); select base.wall('bad')`)))
})

test('a database that was never migrated is refused', async () => {
  await owner(postgres.server.superuserUrl, (client) => client.query('create database empty owner steckwerk_owner'))
  const url = postgres.server.hubUrl.replace('/steckwerk?', '/empty?')
  await assert.rejects(openStore({ databaseUrl: url, log: silentLog }), code('store/not-migrated'))
})

test('an external database: its owner makes the role and every hub derives the same password', async () => {
  const admin = postgres.server.superuserUrl
  await owner(admin, async (client) => {
    await client.query(`create role region login createrole`)
    await client.query(`create role poor login`)
    await client.query(`create database region owner region`)
    await client.query(`create database poor owner poor`)
  })
  const url = (role: string, database: string): string => admin.replace('//postgres@/postgres?', `//${role}@/${database}?`)
  const options = { ownerUrl: url('region', 'region'), hubRole: 'region_hub', hubSecret: Buffer.from('secret') }
  const { hubUrl, hubRole } = await prepareExternal(options)
  assert.match(hubUrl, /^postgresql:\/\/region_hub:[^@]+@\/region\?/)
  await migrate(options.ownerUrl, silentLog, { hubRole })
  assert.deepEqual(await prepareExternal(options), { hubUrl, hubRole })
  const store = await openStore({ databaseUrl: hubUrl, log: silentLog })
  assert.deepEqual(await store.carriers(), [])
  await store[Symbol.asyncDispose]()
  const verifier = await owner(admin, async (client) => (await client.query<{ p: string }>(`select rolpassword p from pg_authid where rolname = 'region_hub'`)).rows[0]!.p)
  assert.match(verifier, /^SCRAM-SHA-256\$4096:/)
  await assert.rejects(prepareExternal({ ownerUrl: url('poor', 'poor'), hubRole: 'nobody_hub' }), code('store/hub-role-missing'))
  assert.deepEqual(await prepareExternal({ ownerUrl: url('poor', 'poor'), hubUrl }), { hubUrl, hubRole: 'region_hub' })
  await assert.rejects(prepareExternal({ ownerUrl: 'postgresql://nobody@127.0.0.1:1/none' }), code('store/unavailable'))
  await assert.rejects(prepareExternal({ ownerUrl: 'nonsense' }), code('store/database-url'))
  await assert.rejects(prepareExternal({ ownerUrl: 'postgresql://owner:p@ss:w/x%@127.0.0.1:1/none' }), code('store/database-url'))
  await assert.rejects(prepareExternal({ ownerUrl: url('region', 'nowhere') }), code('store/no-database'))
  await assert.rejects(prepareExternal({ ownerUrl: url('nobody_at_all', 'region') }), code('store/login-refused'))
})

test('a database set up for one unprivileged role changes over to another', async () => {
  const admin = postgres.server.superuserUrl
  await owner(admin, async (client) => {
    await client.query(`create role changing login`)
    await client.query(`create role first_hub login`)
    await client.query(`create role second_hub login`)
    await client.query(`create database changing owner changing`)
  })
  const url = (role: string): string => admin.replace('//postgres@/postgres?', `//${role}@/changing?`)
  for (const hubRole of ['first_hub', 'second_hub', 'second_hub']) {
    const prepared = await prepareExternal({ ownerUrl: url('changing'), hubUrl: url(hubRole) })
    await migrate(url('changing'), silentLog, prepared)
    await using store = await openStore({ databaseUrl: prepared.hubUrl, log: silentLog })
    assert.deepEqual(await store.carriers(), [])
  }
})
