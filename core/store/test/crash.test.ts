import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { addCarrier, migrate, openStore, startPostgres } from '@steckwerk/store'
import { patient, put } from './resources.ts'

const ctx = testCtx()

async function folder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'steckwerk-crash-'))
  await chmod(path, 0o755)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

test('postgres killed in the middle of writing: faults, recovery by itself, every acknowledged write there', async () => {
  await using dir = await folder()
  await using server = await startPostgres({ dataDir: dir.path, log: silentLog })
  await migrate(server.ownerUrl, silentLog)
  await addCarrier(server.ownerUrl, 'alpha', 'Alpha')
  await using store = await openStore({ databaseUrl: server.hubUrl, log: silentLog, writers: 3 })
  const acknowledged: string[] = []
  const faults = new Set<string>()
  const end = new AbortController()
  const ear = (async () => {
    for await (const event of store.events(ctx.tenant, end.signal)) if (event.topic === 'after') return event.payload
    return undefined
  })()
  let next = 0
  const writing = Array.from({ length: 6 }, async (_, lane) => {
    while (!end.signal.aborted) {
      const id = `c${next++}`
      try {
        if (lane % 2 === 0) await store.commit(ctx, put(patient(id, 'Sturm'), 0))
        else await store.write(ctx, (w) => w.apply([put(patient(id, 'Sturm'), 0)]))
        acknowledged.push(id)
      } catch (thrown) {
        assert.ok(thrown instanceof Fault)
        faults.add(thrown.code)
        assert.equal(thrown.kind, 'unavailable', thrown.code)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  })
  const reach = async (count: number): Promise<void> => {
    const deadline = Date.now() + 60_000
    while (acknowledged.length < count) {
      assert.ok(Date.now() < deadline, 'writes go on')
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  for (let kill = 0; kill < 3; kill++) {
    await reach(acknowledged.length + 100)
    const before = server.pid()
    process.kill(before, 'SIGKILL')
    const deadline = Date.now() + 60_000
    while (server.pid() === before) {
      assert.ok(Date.now() < deadline, 'started again')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await reach(acknowledged.length + 1)
  }
  end.signal.throwIfAborted()
  await store.write(ctx, async (w) => w.emit('after', { the: 'storm' }))
  assert.deepEqual(await ear, { the: 'storm' }, 'events go on as well')
  end.abort()
  await Promise.all(writing)
  const found = await store.read(ctx, (r) => r.getMany(acknowledged.map((id) => ({ type: 'Patient', id }))))
  assert.deepEqual(acknowledged.filter((id) => !found.has(`Patient/${id}`)), [])
  assert.ok(faults.has('store/unavailable'))
})

const starter = (dataDir: string): string => `
  import { startPostgres } from '@steckwerk/store'
  import { silentLog } from '@steckwerk/kernel/testing'
  const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: silentLog })
  console.log(server.pid())
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
  setInterval(() => {}, 1000)`

/** A process of its own that starts the cluster; gives the postmaster's number once it is up. */
async function otherProcess(dir: string): Promise<{ postmaster: number; end(signal: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', starter(dir)], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const postmaster = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
    void exited.then(() => reject(new Error('ended early')))
  })
  return { postmaster, async end(signal) {
    child.kill(signal)
    await exited
  } }
}

test('a killed parent leaves postgres running; the next one adopts it and stops it in the end', async () => {
  await using dir = await folder()
  const parent = await otherProcess(dir.path)
  await parent.end('SIGKILL')
  const server = await startPostgres({ dataDir: dir.path, log: silentLog })
  assert.equal(server.pid(), parent.postmaster)
  await server.stop()
  assert.throws(() => process.kill(parent.postmaster, 0) && gone(parent.postmaster))
})

/** A stopped process that nobody has reaped yet still has a number. */
function gone(pid: number): never {
  const state = process.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8')
  throw new Error(/\) Z /.test(state) ? 'ended' : assert.fail('still running'))
}

test('a second process on the same folder is a guest: its end leaves postgres to the first', async () => {
  await using dir = await folder()
  const first = await otherProcess(dir.path)
  const guest = await startPostgres({ dataDir: dir.path, log: silentLog })
  assert.equal(guest.pid(), first.postmaster)
  await guest.stop()
  process.kill(first.postmaster, 0)
  await first.end('SIGTERM')
  await assert.rejects(readFile(join(dir.path, 'postgres', 'postmaster.pid')), { code: 'ENOENT' })
})

test('a stale postmaster.pid, even one that names a living stranger, does not stop the start', async () => {
  await using dir = await folder()
  await (await startPostgres({ dataDir: dir.path, log: silentLog })).stop()
  await writeFile(join(dir.path, 'postgres', 'postmaster.pid'), `${process.pid}\n${dir.path}\n0\n5432\n${dir.path}\n\n\nready   \n`)
  await using server = await startPostgres({ dataDir: dir.path, log: silentLog })
  assert.notEqual(server.pid(), process.pid)
})

test('a data folder that the database cannot enter names where its cluster lives', { skip: process.getuid?.() !== 0 }, async () => {
  await using dir = await folder()
  await chmod(dir.path, 0o700)
  const data = join(dir.path, 'data')
  const { readlink } = process.getBuiltinModule('node:fs/promises')
  const first = await startPostgres({ dataDir: data, log: silentLog })
  const cluster = await readlink(join(data, 'postgres'))
  try {
    await first.stop()
    await using again = await startPostgres({ dataDir: data, log: silentLog })
    assert.ok(again.ownerUrl.includes(encodeURIComponent(cluster)))
    assert.equal(await readlink(join(data, 'postgres')), cluster)
  } finally {
    await rm(cluster, { recursive: true, force: true })
    await rm(`${cluster}-run`, { recursive: true, force: true })
  }
})

test('a very long path still gets a socket', async () => {
  await using dir = await folder()
  await using server = await startPostgres({ dataDir: join(dir.path, 'a'.repeat(90), 'b'), log: silentLog })
  await migrate(server.ownerUrl, silentLog)
})
